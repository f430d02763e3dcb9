import { openMaintenanceConnection } from "../../src/database/db.ts";

/** Creates the role and the database of Darkroom, and returns the URL of the primary for them. */
export async function createDarkroomDatabase(primaryUrl: string): Promise<string> {
  const password = crypto.randomUUID();
  const sql = openMaintenanceConnection(primaryUrl);
  try {
    await sql.unsafe(`create role darkroom login password '${password}'`);
    await sql.unsafe("create database darkroom owner darkroom");
  } finally {
    await sql.end();
  }
  return Object.assign(new URL(primaryUrl), {
    username: "darkroom",
    password,
    pathname: "/darkroom",
  }).href;
}
