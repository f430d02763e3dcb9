import { afterAll, beforeAll, expect, test } from "bun:test";
import { openConnections } from "../../src/database/queue-connections.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";

let database: Database;
let proxy: TcpProxy;

beforeAll(async () => {
  database = await createDatabase();
  proxy = await startTcpProxy(database.url);
});

afterAll(async () => {
  await proxy.close();
  await database.drop();
});

test("a host that closes the connection during its check is left for the next one", async () => {
  const direct = new URL(database.url);
  const url = new URL(proxy.url);
  const hosts = database.url.replace(direct.host, `${url.host},${direct.host}`);
  const connections = openConnections(createLog("error"), hosts, { max: 1 });
  const lost = proxy.loseReply("pg_is_in_recovery");
  const { rows } = await connections.query("select 1 as one");
  await lost;
  expect(rows).toEqual([{ one: 1 }]);
  await connections.end();
});
