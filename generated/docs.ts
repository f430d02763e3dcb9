import spec from "../openapi.yaml" with { type: "text" };
import page0 from "../src/docs/pages/en/authentication.md" with { type: "text" };
import page1 from "../src/docs/pages/en/changelog.md" with { type: "text" };
import page2 from "../src/docs/pages/en/errors.md" with { type: "text" };
import page3 from "../src/docs/pages/en/idempotency.md" with { type: "text" };
import page4 from "../src/docs/pages/en/index.md" with { type: "text" };
import page5 from "../src/docs/pages/en/limits.md" with { type: "text" };
import page6 from "../src/docs/pages/en/prices.md" with { type: "text" };
import page7 from "../src/docs/pages/en/prompts.md" with { type: "text" };
import page8 from "../src/docs/pages/en/webhooks.md" with { type: "text" };
import page9 from "../src/docs/pages/tr/authentication.md" with { type: "text" };
import page10 from "../src/docs/pages/tr/changelog.md" with { type: "text" };
import page11 from "../src/docs/pages/tr/errors.md" with { type: "text" };
import page12 from "../src/docs/pages/tr/idempotency.md" with { type: "text" };
import page13 from "../src/docs/pages/tr/index.md" with { type: "text" };
import page14 from "../src/docs/pages/tr/limits.md" with { type: "text" };
import page15 from "../src/docs/pages/tr/prices.md" with { type: "text" };
import page16 from "../src/docs/pages/tr/prompts.md" with { type: "text" };
import page17 from "../src/docs/pages/tr/webhooks.md" with { type: "text" };
import page18 from "../src/docs/pages/zh-CN/authentication.md" with { type: "text" };
import page19 from "../src/docs/pages/zh-CN/changelog.md" with { type: "text" };
import page20 from "../src/docs/pages/zh-CN/errors.md" with { type: "text" };
import page21 from "../src/docs/pages/zh-CN/idempotency.md" with { type: "text" };
import page22 from "../src/docs/pages/zh-CN/index.md" with { type: "text" };
import page23 from "../src/docs/pages/zh-CN/limits.md" with { type: "text" };
import page24 from "../src/docs/pages/zh-CN/prices.md" with { type: "text" };
import page25 from "../src/docs/pages/zh-CN/prompts.md" with { type: "text" };
import page26 from "../src/docs/pages/zh-CN/webhooks.md" with { type: "text" };
import page27 from "../src/docs/pages/zh-TW/authentication.md" with { type: "text" };
import page28 from "../src/docs/pages/zh-TW/changelog.md" with { type: "text" };
import page29 from "../src/docs/pages/zh-TW/errors.md" with { type: "text" };
import page30 from "../src/docs/pages/zh-TW/idempotency.md" with { type: "text" };
import page31 from "../src/docs/pages/zh-TW/index.md" with { type: "text" };
import page32 from "../src/docs/pages/zh-TW/limits.md" with { type: "text" };
import page33 from "../src/docs/pages/zh-TW/prices.md" with { type: "text" };
import page34 from "../src/docs/pages/zh-TW/prompts.md" with { type: "text" };
import page35 from "../src/docs/pages/zh-TW/webhooks.md" with { type: "text" };
import sample0 from "../src/client/webhook-verification/verify.mjs" with { type: "text" };
import sample1 from "../src/client/webhook-verification/verify.py" with { type: "text" };
import sample2 from "../src/client/webhook-verification/verify.go" with { type: "text" };

export { spec };
export const pages: Record<string, string> = {
  "en/authentication.md": page0,
  "en/changelog.md": page1,
  "en/errors.md": page2,
  "en/idempotency.md": page3,
  "en/index.md": page4,
  "en/limits.md": page5,
  "en/prices.md": page6,
  "en/prompts.md": page7,
  "en/webhooks.md": page8,
  "tr/authentication.md": page9,
  "tr/changelog.md": page10,
  "tr/errors.md": page11,
  "tr/idempotency.md": page12,
  "tr/index.md": page13,
  "tr/limits.md": page14,
  "tr/prices.md": page15,
  "tr/prompts.md": page16,
  "tr/webhooks.md": page17,
  "zh-CN/authentication.md": page18,
  "zh-CN/changelog.md": page19,
  "zh-CN/errors.md": page20,
  "zh-CN/idempotency.md": page21,
  "zh-CN/index.md": page22,
  "zh-CN/limits.md": page23,
  "zh-CN/prices.md": page24,
  "zh-CN/prompts.md": page25,
  "zh-CN/webhooks.md": page26,
  "zh-TW/authentication.md": page27,
  "zh-TW/changelog.md": page28,
  "zh-TW/errors.md": page29,
  "zh-TW/idempotency.md": page30,
  "zh-TW/index.md": page31,
  "zh-TW/limits.md": page32,
  "zh-TW/prices.md": page33,
  "zh-TW/prompts.md": page34,
  "zh-TW/webhooks.md": page35,
};
export const samples: Record<string, string> = {
  "verify.mjs": sample0,
  "verify.py": sample1,
  "verify.go": sample2,
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
