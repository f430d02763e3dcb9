"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.serializeBody = serializeBody;
/** Serializes a body as JSON, or as a form if it contains a file. */
function serializeBody(body) {
  const fields = Object.entries(Object(body));
  if (!fields.some(([, value]) => toFormValues(value).some(isFile))) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of fields) {
    for (const each of toFormValues(value)) append(form, name, each);
  }
  return form;
}
function toFormValues(value) {
  return Array.isArray(value) ? value : [value];
}
function isFile(value) {
  return value instanceof Blob;
}
function append(form, name, value) {
  if (value === undefined || value === null) return;
  if (isFile(value)) form.append(name, value);
  else if (typeof value !== "object") form.append(name, String(value));
  else for (const [key, part] of Object.entries(value)) append(form, `${name}[${key}]`, part);
}
