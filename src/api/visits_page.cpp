#include "api/visits_session.hpp"
#include "text/html.hpp"

// A page of our own that shows the window as visitors will see it.
namespace api {
namespace {
constexpr std::string_view page_text = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{0}: try the chat</title>
<style>
:root {{ color-scheme: light dark; --ground: #faf7f2; --ink: #2a2420; --quiet: #655c54; --line: #e4dcd1; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ground: #1b1816; --ink: #f0ebe5; --quiet: #b3a89d; --line: #3a342f; }} }}
body {{ margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.6 Georgia, serif; }}
header, main {{ max-width: 44rem; margin: 0 auto; padding: 1.5rem; }}
header {{ border-bottom: 1px solid var(--line); font-size: 1.1rem; }}
h1 {{ font-size: 2.2rem; line-height: 1.2; margin: 2rem 0 1rem; }}
p {{ color: var(--quiet); }}
</style>
</head>
<body>
<header>{0}</header>
<main>
<h1>This is what your visitors see</h1>
<p>The button in the corner opens the chat. What you write here arrives in the inbox like the words of any visitor,
and what is answered there is shown here at once.</p>
<p>Put the script tag from the settings of this channel into your own pages to have it there.</p>
</main>
<script async src="/chat.js" data-key="{1}"></script>
</body>
</html>
)";

// Its styles are its own; scripts come from this server alone, as everywhere.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src blob: "
    "data:; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

net::Response try_it(Call& call) {
    const auto& door = *call.door;
    auto window = door.visits->window(door.config, call.app.store.clock.now());
    auto title = json::text(window, "title");
    net::Response response;
    response.headers.set("Content-Type", "text/html; charset=utf-8");
    response.headers.set("Content-Security-Policy", std::string(policy));
    response.body = fmt::format(page_text, text::escape(title.empty() ? door.channel.name : title),
                                text::escape(call.params.at("key")));
    return response;
}

constexpr Route all[] = {
    {net::Method::get, "/chat/{key}/try", guest, try_it, "A page that shows the window", {}, "text/html"},
};
}  // namespace

std::span<const Route> visit_page_routes() {
    return all;
}

std::span<const Route> visit_routes() {
    static const auto all_of_them = [] {
        std::vector<Route> out;
        for (auto part : {visit_session_routes(), visit_message_routes(), visit_page_routes()})
            out.insert(out.end(), part.begin(), part.end());
        return out;
    }();
    return all_of_them;
}
}  // namespace api
