#include "api/confirm_page.hpp"

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "text/html.hpp"

namespace api {
namespace {
constexpr std::string_view style = R"(:root{color-scheme:light dark;--bg:oklch(.985 .003 240);--surface:#fff;
--fg:oklch(.235 .015 245);--fg-2:oklch(.435 .014 245);--line:oklch(.84 .01 240);--accent:oklch(.505 .115 236);
--on:oklch(.99 .005 236);--bad:oklch(.52 .19 26);--ring:oklch(.57 .14 236)}
@media (prefers-color-scheme:dark){:root{--bg:oklch(.175 .008 245);--surface:oklch(.205 .009 245);
--fg:oklch(.935 .006 245);--fg-2:oklch(.745 .012 245);--line:oklch(.37 .013 245);--accent:oklch(.76 .11 230);
--on:oklch(.19 .03 236);--bad:oklch(.73 .155 24);--ring:oklch(.74 .13 232)}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--bg);color:var(--fg);
font:16px/24px system-ui,sans-serif}
main{width:100%;max-width:480px;padding:24px;border:1px solid var(--line);border-radius:12px;background:var(--surface)}
h1{margin:0 0 12px;font-size:20px;line-height:28px;font-weight:600;overflow-wrap:anywhere}
p{margin:0 0 16px;color:var(--fg-2);overflow-wrap:anywhere}
.from{margin:0 0 4px;font-size:14px;line-height:20px}
.code{font:600 32px/40px ui-monospace,monospace;letter-spacing:.08em;color:var(--fg)}
label{display:block;margin-bottom:4px;font-weight:500}
input{width:100%;min-height:44px;margin-bottom:16px;padding:8px 12px;border:1px solid var(--line);border-radius:6px;
background:var(--bg);color:var(--fg);font:inherit;font-size:20px;letter-spacing:.08em}
[aria-invalid]{border-color:var(--bad)}
.bad{color:var(--bad)}
.buttons{display:flex;flex-wrap:wrap;gap:12px}
button{min-height:44px;padding:8px 16px;border:1px solid var(--line);border-radius:6px;background:transparent;
color:var(--fg);font:inherit;font-weight:500}
@media (max-width:480px){button{flex:1 1 100%}}
button.first{border-color:var(--accent);background:var(--accent);color:var(--on)}
:focus-visible{outline:2px solid var(--ring);outline-offset:2px})";

std::string form(const ConfirmPage& page) {
    if (page.buttons.empty()) return "";
    std::string out = "<form method=\"post\">";
    for (const auto& field : page.fields) {
        if (!field.trouble.empty())
            out += fmt::format("<p class=\"bad\" id=\"trouble\" role=\"alert\">{}</p>",
                               text::escape(field.trouble));
        out += fmt::format(
            "<label for=\"code\">{}</label><input id=\"code\" name=\"code\" inputmode=\"numeric\" "
            "autocomplete=\"off\" maxlength=\"11\"{}>",
            text::escape(field.label),
            field.trouble.empty() ? "" : " aria-describedby=\"trouble\" aria-invalid=\"true\"");
    }
    out += "<div class=\"buttons\">";
    for (const auto& button : page.buttons)
        out += fmt::format("<button name=\"answer\" value=\"{}\"{}>{}</button>", button.value,
                           button.first ? " class=\"first\"" : "", text::escape(button.label));
    return out + "</div></form>";
}
}  // namespace

net::Response shown(const ConfirmPage& page, int status) {
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", "text/html; charset=utf-8");
    response.headers.set(
        "Content-Security-Policy",
        fmt::format("default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri "
                    "'none'; frame-ancestors 'none'",
                    base64(sha256(style))));
    response.headers.set("X-Robots-Tag", "noindex, nofollow");
    auto code = page.code.empty() ? "" : fmt::format("<p class=\"code\">{}</p>", text::escape(page.code));
    auto from = page.from.empty() ? "" : fmt::format("<p class=\"from\">{}</p>", text::escape(page.from));
    response.body = fmt::format(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>{}</title><style>{}</style></head><body><main>{}<h1>{}</h1>"
        "<p>{}</p>{}{}</main></body></html>\n",
        page.language, text::escape(page.title), style, from, text::escape(page.title),
        text::escape(page.text), code, form(page));
    return response;
}
}  // namespace api
