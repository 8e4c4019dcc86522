#include "api/handler.hpp"

#include <filesystem>
#include <fstream>

#include "api/identify.hpp"
#include "api/page.hpp"
#include "api/problem.hpp"
#include "api/routes.hpp"
#include "api/uploads.hpp"
#include "api/visits.hpp"
#include "base/log.hpp"

namespace api {
namespace {
constexpr std::uint64_t largest_file = 32u << 20;

bool writes(net::Method method) {
    return method != net::Method::get && method != net::Method::head && method != net::Method::options;
}

void secure(net::Response& response) {
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", "same-origin");
    response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
    if (!response.headers.has("Cross-Origin-Resource-Policy"))
        response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    response.headers.set("X-Frame-Options", "DENY");
    response.headers.set("Permissions-Policy",
                         "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()");
    if (!response.headers.has("Content-Security-Policy"))
        response.headers.set(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; manifest-src "
            "'self'; "
            "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self'; "
            "base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
}

std::string fingerprint(const net::Request& request) {
    std::string all = std::string(net::name(request.method)) + ' ' + request.path;
    for (const auto& [key, value] : request.query) all += '\n' + key + '=' + value;
    if (request.body_file.empty()) return all + "\n\n" + request.body;
    std::error_code ignored;
    std::string beginning(largest_document, '\0');
    std::ifstream file(request.body_file, std::ios::binary);
    file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(file.gcount()));
    auto size = std::filesystem::file_size(request.body_file, ignored);
    return all + fmt::format("\n\n{} bytes: {}", size, beginning);
}

net::Response replay(const store::StoredAnswer& stored) {
    net::Response response;
    response.status = stored.status;
    for (const auto& [name, value] : stored.headers) response.headers.add(name, value);
    response.headers.set("Idempotent-Replay", "true");
    response.body = stored.body;
    return response;
}

store::StoredAnswer to_store(const net::Response& response) {
    store::StoredAnswer stored{response.status, {}, response.body};
    for (const auto& [name, value] : response.headers) stored.headers.emplace_back(name, value);
    return stored;
}

net::Response run(const Route& route, Call& call) {
    try {
        return route.handler(call);
    } catch (const Error& error) {
        if (error.code() == Code::internal || !error.detail().empty())
            logging::warning(
                "request_failed",
                {{"path", std::string(route.pattern)}, {"why", error.text()}, {"detail", error.detail()}});
        return problem(error);
    }
}

net::Response in_use() {
    auto response = problem(Error{
        Code::conflict, "A request with this Idempotency-Key is being worked on. Ask again in a moment."});
    response.headers.set("Retry-After", "1");
    return response;
}

// A write that names an Idempotency-Key is done once; whoever repeats it gets the same answer: the one that
// was kept or, if the program died before that, one made again from what the changes gave.
net::Response once(const Route& route, Call& call, const std::string& key) {
    if (key.size() > 200)
        throw Error{Code::bad_request, "The Idempotency-Key may have at most 200 characters."};
    auto claim = call.app.idempotency.claim(call.actor, key, fingerprint(call.request));
    if (auto* stored = std::get_if<store::StoredAnswer>(&claim)) return replay(*stored);
    if (std::holds_alternative<store::Idempotency::Underway>(claim)) return in_use();
    if (std::holds_alternative<store::Idempotency::Mismatch>(claim))
        throw Error{Code::conflict, "This Idempotency-Key was used for another request. Choose a new one."};
    auto* done = std::get_if<store::Idempotency::Done>(&claim);
    Once once(call.app, key, done);
    call.once = &once;
    auto response = run(route, call);
    if (response.status < 500)
        call.app.idempotency.keep(call.actor, key, to_store(response));
    else
        call.app.idempotency.release(call.actor, key);
    if (done) response.headers.set("Idempotent-Replay", "true");
    return response;
}

net::Response call_route(App& app, const net::Request& request) {
    if (request.method == net::Method::options)
        if (auto asked = match(asked_for(request), request.path); asked.route && asked.route->access.visitor)
            return may_ask(app, request, asked.params);
    auto found = match(request.method, request.path);
    if (!found.route && found.path_known) {
        auto response = problem(Error{Code::bad_request, "This address does not know that method."});
        response.status = 405;
        return response;
    }
    if (!found.route)
        throw Error{Code::not_found, "There is nothing at this address. See /api/openapi.json."};
    auto call = identify(app, request, *found.route);
    call.params = std::move(found.params);
    if (found.route->access.visitor) return for_visitor(*found.route, call);
    auto key = std::string(request.headers.get("Idempotency-Key"));
    bool remembered = writes(request.method) && !key.empty() && !found.route->access.open;
    return remembered ? once(*found.route, call, key) : run(*found.route, call);
}

net::Response safely(App& app, const net::Request& request) {
    try {
        bool page = !request.path.starts_with("/api/") && !match(net::Method::get, request.path).path_known;
        return page ? serve_page(request) : call_route(app, request);
    } catch (const Error& error) {
        return problem(error);
    } catch (const std::exception& error) {
        logging::error("request_broke", {{"path", request.path}, {"why", error.what()}});
        return problem(Error{
            Code::internal,
            "Something went wrong here. The log says more under the request's id " + request.trace + "."});
    }
}
}  // namespace

net::Admission admit(App& app, const net::Request& request) {
    net::Admission admission{.max_body = largest_document};
    try {
        auto found = match(request.method, request.path);
        if (!found.route || found.route->takes == Takes::document) return admission;
        auto call = identify(app, request, *found.route);
        call.params = std::move(found.params);
        if (found.route->takes == Takes::visitor_file) {
            admission = admit_file(call);
            if (admission.refusal) secure(*admission.refusal);
            return admission;
        }
        if (found.route->takes == Takes::file) return {.max_body = largest_file};
        return {.max_body = app.uploads.room(), .directory = app.uploads.directory()};
    } catch (const Error& error) {
        admission.refusal = problem(error);
        secure(*admission.refusal);
    }
    return admission;
}

net::Response handle(App& app, const net::Request& request) {
    auto response = safely(app, request);
    secure(response);
    return response;
}
}  // namespace api
