"use strict";
var __createBinding =
  (this && this.__createBinding) ||
  (Object.create
    ? function (o, m, k, k2) {
        if (k2 === undefined) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = {
            enumerable: true,
            get: function () {
              return m[k];
            },
          };
        }
        Object.defineProperty(o, k2, desc);
      }
    : function (o, m, k, k2) {
        if (k2 === undefined) k2 = k;
        o[k2] = m[k];
      });
var __exportStar =
  (this && this.__exportStar) ||
  function (m, exports) {
    for (var p in m)
      if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p))
        __createBinding(exports, m, p);
  };
Object.defineProperty(exports, "__esModule", { value: true });
exports.verifyWebhook =
  exports.verifyLegacySignature =
  exports.isPlusError =
  exports.createPlusClient =
  exports.isOpenaiError =
  exports.createOpenaiClient =
  exports.isHubError =
  exports.createHubClient =
  exports.isAccountError =
  exports.createAccountClient =
  exports.isArtError =
  exports.createArtClient =
    void 0;
var art_js_1 = require("./art.js");
Object.defineProperty(exports, "createArtClient", {
  enumerable: true,
  get: function () {
    return art_js_1.createArtClient;
  },
});
Object.defineProperty(exports, "isArtError", {
  enumerable: true,
  get: function () {
    return art_js_1.isArtError;
  },
});
var account_js_1 = require("./account.js");
Object.defineProperty(exports, "createAccountClient", {
  enumerable: true,
  get: function () {
    return account_js_1.createAccountClient;
  },
});
Object.defineProperty(exports, "isAccountError", {
  enumerable: true,
  get: function () {
    return account_js_1.isAccountError;
  },
});
__exportStar(require("./errors.js"), exports);
var hub_js_1 = require("./hub.js");
Object.defineProperty(exports, "createHubClient", {
  enumerable: true,
  get: function () {
    return hub_js_1.createHubClient;
  },
});
Object.defineProperty(exports, "isHubError", {
  enumerable: true,
  get: function () {
    return hub_js_1.isHubError;
  },
});
var openai_js_1 = require("./openai.js");
Object.defineProperty(exports, "createOpenaiClient", {
  enumerable: true,
  get: function () {
    return openai_js_1.createOpenaiClient;
  },
});
Object.defineProperty(exports, "isOpenaiError", {
  enumerable: true,
  get: function () {
    return openai_js_1.isOpenaiError;
  },
});
var plus_js_1 = require("./plus.js");
Object.defineProperty(exports, "createPlusClient", {
  enumerable: true,
  get: function () {
    return plus_js_1.createPlusClient;
  },
});
Object.defineProperty(exports, "isPlusError", {
  enumerable: true,
  get: function () {
    return plus_js_1.isPlusError;
  },
});
var webhooks_js_1 = require("./webhooks.js");
Object.defineProperty(exports, "verifyLegacySignature", {
  enumerable: true,
  get: function () {
    return webhooks_js_1.verifyLegacySignature;
  },
});
Object.defineProperty(exports, "verifyWebhook", {
  enumerable: true,
  get: function () {
    return webhooks_js_1.verifyWebhook;
  },
});
