const error = {
  description: "Refused.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

const image = {
  description: "An image.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Image" } } },
};

/** Returns the document of a small API with one example of each feature of the HTTP layer. */
export function createSampleDocument(mostFileBytes = 1_000_000) {
  return {
    openapi: "3.1.0",
    info: { title: "Sample", version: "1" },
    security: [{ bearer: [] }],
    paths,
    components: { schemas: { ...schemas, CreateImageForm: formOf(mostFileBytes) } },
  };
}

const paths = {
  "/v1/models": {
    get: {
      operationId: "listModels",
      security: [],
      parameters: [
        { name: "limit", in: "query", schema: { type: "integer", minimum: 1, default: 20 } },
        { name: "kind", in: "query", schema: { type: "array", items: { type: "string" } } },
        { name: "all", in: "query", schema: { type: "boolean" } },
      ],
      responses: { "200": image },
    },
  },
  "/v1/images/{imageId}": {
    parameters: [
      {
        name: "imageId",
        in: "path",
        required: true,
        schema: { type: "string", maxLength: 40 },
      },
    ],
    get: { operationId: "getImage", responses: { "200": image, "404": error } },
    delete: { operationId: "deleteImage", responses: { "204": { description: "Gone." } } },
  },
  "/v1/images": {
    post: {
      operationId: "createImage",
      parameters: [
        { name: "Idempotency-Key", in: "header", schema: { type: "string", maxLength: 255 } },
      ],
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: { $ref: "#/components/schemas/CreateImage" } },
          "multipart/form-data": { schema: { $ref: "#/components/schemas/CreateImageForm" } },
        },
      },
      responses: { "200": image, "400": error },
    },
  },
  "/v1/fail": { get: { operationId: "fail", security: [], responses: { "200": image } } },
  "/v1/watch": {
    get: {
      operationId: "watch",
      security: [],
      responses: {
        "200": { description: "Events.", content: { "text/event-stream": { schema: {} } } },
      },
    },
  },
  "/v1/images.csv": {
    get: {
      operationId: "exportImages",
      security: [],
      responses: { "200": { description: "A table.", content: { "text/csv": { schema: {} } } } },
    },
  },
};

const schemas = {
  Error: { type: "object", properties: { error: { type: "string" } } },
  Image: { type: "object", properties: { id: { type: "string" } } },
  CreateImage: {
    type: "object",
    additionalProperties: false,
    required: ["prompt"],
    properties: {
      prompt: { type: "string", minLength: 1, maxLength: 4000 },
      n: { type: "integer", minimum: 1, maximum: 4, default: 1 },
      size: { type: "string", enum: ["auto", "1024x1024"] },
      label: { type: ["string", "null"], maxLength: 20 },
      urls: { type: "array", items: { type: "string" }, maxItems: 2 },
      strength: { type: "number", exclusiveMinimum: 0, maximum: 1 },
      target: { $ref: "#/components/schemas/Target" },
      anything: { type: "object", additionalProperties: true },
    },
  },
  Target: {
    oneOf: [
      {
        type: "object",
        required: ["kind", "url"],
        properties: { kind: { type: "string", const: "hook" }, url: { type: "string" } },
      },
      {
        type: "object",
        required: ["kind", "address"],
        properties: {
          kind: { type: "string", const: "mail" },
          address: { type: "string", format: "email" },
        },
      },
    ],
  },
};

function formOf(mostFileBytes: number) {
  return {
    type: "object",
    additionalProperties: false,
    required: ["prompt"],
    properties: {
      prompt: { type: "string", minLength: 1, maxLength: 4000 },
      n: { type: "integer", minimum: 1, maximum: 4, default: 1 },
      async: { type: "boolean", default: false },
      tags: { type: "array", items: { type: "string" }, maxItems: 3 },
      image: {
        type: "array",
        maxItems: 16,
        items: { type: "string", format: "binary", "x-max-bytes": mostFileBytes },
      },
      mask: { type: "string", format: "binary", "x-max-bytes": 1000 },
    },
  };
}
