import spec from "../openapi.yaml" with { type: "text" };
import page0 from "../src/docs/pages/en/authentication.md" with { type: "text" };
import page1 from "../src/docs/pages/en/batches.md" with { type: "text" };
import page2 from "../src/docs/pages/en/changelog.md" with { type: "text" };
import page3 from "../src/docs/pages/en/clients.md" with { type: "text" };
import page4 from "../src/docs/pages/en/errors.md" with { type: "text" };
import page5 from "../src/docs/pages/en/generations.md" with { type: "text" };
import page6 from "../src/docs/pages/en/idempotency.md" with { type: "text" };
import page7 from "../src/docs/pages/en/index.md" with { type: "text" };
import page8 from "../src/docs/pages/en/inputs.md" with { type: "text" };
import page9 from "../src/docs/pages/en/limits.md" with { type: "text" };
import page10 from "../src/docs/pages/en/mcp.md" with { type: "text" };
import page11 from "../src/docs/pages/en/models.md" with { type: "text" };
import page12 from "../src/docs/pages/en/prices.md" with { type: "text" };
import page13 from "../src/docs/pages/en/prompts.md" with { type: "text" };
import page14 from "../src/docs/pages/en/service.md" with { type: "text" };
import page15 from "../src/docs/pages/en/testing.md" with { type: "text" };
import page16 from "../src/docs/pages/en/webhooks.md" with { type: "text" };
import page17 from "../src/docs/pages/tr/authentication.md" with { type: "text" };
import page18 from "../src/docs/pages/tr/batches.md" with { type: "text" };
import page19 from "../src/docs/pages/tr/changelog.md" with { type: "text" };
import page20 from "../src/docs/pages/tr/clients.md" with { type: "text" };
import page21 from "../src/docs/pages/tr/errors.md" with { type: "text" };
import page22 from "../src/docs/pages/tr/generations.md" with { type: "text" };
import page23 from "../src/docs/pages/tr/idempotency.md" with { type: "text" };
import page24 from "../src/docs/pages/tr/index.md" with { type: "text" };
import page25 from "../src/docs/pages/tr/inputs.md" with { type: "text" };
import page26 from "../src/docs/pages/tr/limits.md" with { type: "text" };
import page27 from "../src/docs/pages/tr/mcp.md" with { type: "text" };
import page28 from "../src/docs/pages/tr/models.md" with { type: "text" };
import page29 from "../src/docs/pages/tr/prices.md" with { type: "text" };
import page30 from "../src/docs/pages/tr/prompts.md" with { type: "text" };
import page31 from "../src/docs/pages/tr/service.md" with { type: "text" };
import page32 from "../src/docs/pages/tr/testing.md" with { type: "text" };
import page33 from "../src/docs/pages/tr/webhooks.md" with { type: "text" };
import page34 from "../src/docs/pages/zh-CN/authentication.md" with { type: "text" };
import page35 from "../src/docs/pages/zh-CN/batches.md" with { type: "text" };
import page36 from "../src/docs/pages/zh-CN/changelog.md" with { type: "text" };
import page37 from "../src/docs/pages/zh-CN/clients.md" with { type: "text" };
import page38 from "../src/docs/pages/zh-CN/errors.md" with { type: "text" };
import page39 from "../src/docs/pages/zh-CN/generations.md" with { type: "text" };
import page40 from "../src/docs/pages/zh-CN/idempotency.md" with { type: "text" };
import page41 from "../src/docs/pages/zh-CN/index.md" with { type: "text" };
import page42 from "../src/docs/pages/zh-CN/inputs.md" with { type: "text" };
import page43 from "../src/docs/pages/zh-CN/limits.md" with { type: "text" };
import page44 from "../src/docs/pages/zh-CN/mcp.md" with { type: "text" };
import page45 from "../src/docs/pages/zh-CN/models.md" with { type: "text" };
import page46 from "../src/docs/pages/zh-CN/prices.md" with { type: "text" };
import page47 from "../src/docs/pages/zh-CN/prompts.md" with { type: "text" };
import page48 from "../src/docs/pages/zh-CN/service.md" with { type: "text" };
import page49 from "../src/docs/pages/zh-CN/testing.md" with { type: "text" };
import page50 from "../src/docs/pages/zh-CN/webhooks.md" with { type: "text" };
import page51 from "../src/docs/pages/zh-TW/authentication.md" with { type: "text" };
import page52 from "../src/docs/pages/zh-TW/batches.md" with { type: "text" };
import page53 from "../src/docs/pages/zh-TW/changelog.md" with { type: "text" };
import page54 from "../src/docs/pages/zh-TW/clients.md" with { type: "text" };
import page55 from "../src/docs/pages/zh-TW/errors.md" with { type: "text" };
import page56 from "../src/docs/pages/zh-TW/generations.md" with { type: "text" };
import page57 from "../src/docs/pages/zh-TW/idempotency.md" with { type: "text" };
import page58 from "../src/docs/pages/zh-TW/index.md" with { type: "text" };
import page59 from "../src/docs/pages/zh-TW/inputs.md" with { type: "text" };
import page60 from "../src/docs/pages/zh-TW/limits.md" with { type: "text" };
import page61 from "../src/docs/pages/zh-TW/mcp.md" with { type: "text" };
import page62 from "../src/docs/pages/zh-TW/models.md" with { type: "text" };
import page63 from "../src/docs/pages/zh-TW/prices.md" with { type: "text" };
import page64 from "../src/docs/pages/zh-TW/prompts.md" with { type: "text" };
import page65 from "../src/docs/pages/zh-TW/service.md" with { type: "text" };
import page66 from "../src/docs/pages/zh-TW/testing.md" with { type: "text" };
import page67 from "../src/docs/pages/zh-TW/webhooks.md" with { type: "text" };
import sample0 from "../src/docs/samples/background.client.mjs" with { type: "text" };
import sample1 from "../src/docs/samples/background.fetch.mjs" with { type: "text" };
import sample2 from "../src/docs/samples/background.sh" with { type: "text" };
import sample3 from "../src/docs/samples/background.urllib.py" with { type: "text" };
import sample4 from "../src/docs/samples/batch.openai.mjs" with { type: "text" };
import sample5 from "../src/docs/samples/cancel.client.mjs" with { type: "text" };
import sample6 from "../src/docs/samples/cancel.sh" with { type: "text" };
import sample7 from "../src/docs/samples/continue.openai.mjs" with { type: "text" };
import sample8 from "../src/docs/samples/credits.client.mjs" with { type: "text" };
import sample9 from "../src/docs/samples/credits.sh" with { type: "text" };
import sample10 from "../src/docs/samples/edit.openai.mjs" with { type: "text" };
import sample11 from "../src/docs/samples/edit.sh" with { type: "text" };
import sample12 from "../src/docs/samples/edit.urllib.py" with { type: "text" };
import sample13 from "../src/docs/samples/generate.client.mjs" with { type: "text" };
import sample14 from "../src/docs/samples/generate.openai.mjs" with { type: "text" };
import sample15 from "../src/docs/samples/generate.sh" with { type: "text" };
import sample16 from "../src/docs/samples/generate.urllib.py" with { type: "text" };
import sample17 from "../src/docs/samples/handle-errors.client.mjs" with { type: "text" };
import sample18 from "../src/docs/samples/handle-errors.openai.mjs" with { type: "text" };
import sample19 from "../src/docs/samples/handle-errors.urllib.py" with { type: "text" };
import sample20 from "../src/docs/samples/image-url.client.mjs" with { type: "text" };
import sample21 from "../src/docs/samples/image-url.sh" with { type: "text" };
import sample22 from "../src/docs/samples/list-models.client.mjs" with { type: "text" };
import sample23 from "../src/docs/samples/list-models.openai.mjs" with { type: "text" };
import sample24 from "../src/docs/samples/list-models.sh" with { type: "text" };
import sample25 from "../src/docs/samples/list-models.urllib.py" with { type: "text" };
import sample26 from "../src/docs/samples/poll.sh" with { type: "text" };
import sample27 from "../src/docs/samples/receive.client.mjs" with { type: "text" };
import sample28 from "../src/docs/samples/reference.client.mjs" with { type: "text" };
import sample29 from "../src/docs/samples/reference.sh" with { type: "text" };
import sample30 from "../src/docs/samples/refused.sh" with { type: "text" };
import sample31 from "../src/docs/samples/register.client.mjs" with { type: "text" };
import sample32 from "../src/docs/samples/register.sh" with { type: "text" };
import sample33 from "../src/docs/samples/respond.openai.mjs" with { type: "text" };
import sample34 from "../src/docs/samples/retry.client.mjs" with { type: "text" };
import sample35 from "../src/docs/samples/retry.openai.mjs" with { type: "text" };
import sample36 from "../src/docs/samples/retry.sh" with { type: "text" };
import sample37 from "../src/docs/samples/retry.urllib.py" with { type: "text" };
import sample38 from "../src/docs/samples/stream.openai.mjs" with { type: "text" };
import sample39 from "../src/docs/samples/stream.urllib.py" with { type: "text" };
import sample40 from "../src/docs/samples/submit.client.mjs" with { type: "text" };
import sample41 from "../src/docs/samples/submit.sh" with { type: "text" };
import sample42 from "../src/docs/samples/task.client.mjs" with { type: "text" };
import sample43 from "../src/docs/samples/task.fetch.mjs" with { type: "text" };
import sample44 from "../src/docs/samples/task.sh" with { type: "text" };
import sample45 from "../src/docs/samples/upload-edit.sh" with { type: "text" };
import sample46 from "../src/docs/samples/upload-put.sh" with { type: "text" };
import sample47 from "../src/docs/samples/upload-sign.sh" with { type: "text" };
import sample48 from "../src/docs/samples/upload.client.mjs" with { type: "text" };
import sample49 from "../src/docs/samples/upload.fetch.mjs" with { type: "text" };
import sample50 from "../src/docs/samples/upload.urllib.py" with { type: "text" };
import sample51 from "../src/client/webhook-verification/verify.go" with { type: "text" };
import sample52 from "../src/client/webhook-verification/verify.mjs" with { type: "text" };
import sample53 from "../src/client/webhook-verification/verify.py" with { type: "text" };

export { spec };
export const pages: Record<string, string> = {
  "en/authentication.md": page0,
  "en/batches.md": page1,
  "en/changelog.md": page2,
  "en/clients.md": page3,
  "en/errors.md": page4,
  "en/generations.md": page5,
  "en/idempotency.md": page6,
  "en/index.md": page7,
  "en/inputs.md": page8,
  "en/limits.md": page9,
  "en/mcp.md": page10,
  "en/models.md": page11,
  "en/prices.md": page12,
  "en/prompts.md": page13,
  "en/service.md": page14,
  "en/testing.md": page15,
  "en/webhooks.md": page16,
  "tr/authentication.md": page17,
  "tr/batches.md": page18,
  "tr/changelog.md": page19,
  "tr/clients.md": page20,
  "tr/errors.md": page21,
  "tr/generations.md": page22,
  "tr/idempotency.md": page23,
  "tr/index.md": page24,
  "tr/inputs.md": page25,
  "tr/limits.md": page26,
  "tr/mcp.md": page27,
  "tr/models.md": page28,
  "tr/prices.md": page29,
  "tr/prompts.md": page30,
  "tr/service.md": page31,
  "tr/testing.md": page32,
  "tr/webhooks.md": page33,
  "zh-CN/authentication.md": page34,
  "zh-CN/batches.md": page35,
  "zh-CN/changelog.md": page36,
  "zh-CN/clients.md": page37,
  "zh-CN/errors.md": page38,
  "zh-CN/generations.md": page39,
  "zh-CN/idempotency.md": page40,
  "zh-CN/index.md": page41,
  "zh-CN/inputs.md": page42,
  "zh-CN/limits.md": page43,
  "zh-CN/mcp.md": page44,
  "zh-CN/models.md": page45,
  "zh-CN/prices.md": page46,
  "zh-CN/prompts.md": page47,
  "zh-CN/service.md": page48,
  "zh-CN/testing.md": page49,
  "zh-CN/webhooks.md": page50,
  "zh-TW/authentication.md": page51,
  "zh-TW/batches.md": page52,
  "zh-TW/changelog.md": page53,
  "zh-TW/clients.md": page54,
  "zh-TW/errors.md": page55,
  "zh-TW/generations.md": page56,
  "zh-TW/idempotency.md": page57,
  "zh-TW/index.md": page58,
  "zh-TW/inputs.md": page59,
  "zh-TW/limits.md": page60,
  "zh-TW/mcp.md": page61,
  "zh-TW/models.md": page62,
  "zh-TW/prices.md": page63,
  "zh-TW/prompts.md": page64,
  "zh-TW/service.md": page65,
  "zh-TW/testing.md": page66,
  "zh-TW/webhooks.md": page67,
};
export const samples: Record<string, string> = {
  "background.client.mjs": sample0,
  "background.fetch.mjs": sample1,
  "background.sh": sample2,
  "background.urllib.py": sample3,
  "batch.openai.mjs": sample4,
  "cancel.client.mjs": sample5,
  "cancel.sh": sample6,
  "continue.openai.mjs": sample7,
  "credits.client.mjs": sample8,
  "credits.sh": sample9,
  "edit.openai.mjs": sample10,
  "edit.sh": sample11,
  "edit.urllib.py": sample12,
  "generate.client.mjs": sample13,
  "generate.openai.mjs": sample14,
  "generate.sh": sample15,
  "generate.urllib.py": sample16,
  "handle-errors.client.mjs": sample17,
  "handle-errors.openai.mjs": sample18,
  "handle-errors.urllib.py": sample19,
  "image-url.client.mjs": sample20,
  "image-url.sh": sample21,
  "list-models.client.mjs": sample22,
  "list-models.openai.mjs": sample23,
  "list-models.sh": sample24,
  "list-models.urllib.py": sample25,
  "poll.sh": sample26,
  "receive.client.mjs": sample27,
  "reference.client.mjs": sample28,
  "reference.sh": sample29,
  "refused.sh": sample30,
  "register.client.mjs": sample31,
  "register.sh": sample32,
  "respond.openai.mjs": sample33,
  "retry.client.mjs": sample34,
  "retry.openai.mjs": sample35,
  "retry.sh": sample36,
  "retry.urllib.py": sample37,
  "stream.openai.mjs": sample38,
  "stream.urllib.py": sample39,
  "submit.client.mjs": sample40,
  "submit.sh": sample41,
  "task.client.mjs": sample42,
  "task.fetch.mjs": sample43,
  "task.sh": sample44,
  "upload-edit.sh": sample45,
  "upload-put.sh": sample46,
  "upload-sign.sh": sample47,
  "upload.client.mjs": sample48,
  "upload.fetch.mjs": sample49,
  "upload.urllib.py": sample50,
  "verify.go": sample51,
  "verify.mjs": sample52,
  "verify.py": sample53,
};
type Load = () => Promise<object>;
export const documents: Record<string, Record<string, Load>> = {
  hub: {
    en: async () => (await import("./hub/openapi.json")).default,
    "zh-CN": async () => (await import("./hub/openapi.zh-CN.json")).default,
    "zh-TW": async () => (await import("./hub/openapi.zh-TW.json")).default,
    tr: async () => (await import("./hub/openapi.tr.json")).default,
  },
  plus: {
    en: async () => (await import("./plus/openapi.json")).default,
    "zh-CN": async () => (await import("./plus/openapi.zh-CN.json")).default,
    "zh-TW": async () => (await import("./plus/openapi.zh-TW.json")).default,
    tr: async () => (await import("./plus/openapi.tr.json")).default,
  },
  account: {
    en: async () => (await import("./account/openapi.json")).default,
    "zh-CN": async () => (await import("./account/openapi.zh-CN.json")).default,
    "zh-TW": async () => (await import("./account/openapi.zh-TW.json")).default,
    tr: async () => (await import("./account/openapi.tr.json")).default,
  },
  art: {
    en: async () => (await import("./art/openapi.json")).default,
    "zh-CN": async () => (await import("./art/openapi.zh-CN.json")).default,
    "zh-TW": async () => (await import("./art/openapi.zh-TW.json")).default,
    tr: async () => (await import("./art/openapi.tr.json")).default,
  },
  openai: {
    en: async () => (await import("./openai/openapi.json")).default,
    "zh-CN": async () => (await import("./openai/openapi.zh-CN.json")).default,
    "zh-TW": async () => (await import("./openai/openapi.zh-TW.json")).default,
    tr: async () => (await import("./openai/openapi.tr.json")).default,
  },
};
export const collections: Record<string, Load> = {
  hub: async () => (await import("./postman/hub.json")).default,
  plus: async () => (await import("./postman/plus.json")).default,
  account: async () => (await import("./postman/account.json")).default,
  art: async () => (await import("./postman/art.json")).default,
  openai: async () => (await import("./postman/openai.json")).default,
};
