#include <charconv>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

#include "api/live.hpp"
#include "api/metrics.hpp"
#include "api/openapi.hpp"
#include "api/routes.hpp"
#include "api/views.hpp"

namespace api {
namespace {
net::Response plain(std::string text, int status = 200) {
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", "text/plain; charset=utf-8");
    response.body = std::move(text);
    return response;
}

net::Response livez(Call&) {
    return plain("ok\n");
}

net::Response readyz(Call& call) {
    return call.app.ready ? plain("ok\n") : plain("not ready\n", 503);
}

std::int64_t resident_bytes() {
    std::ifstream in("/proc/self/statm");
    std::int64_t total = 0, resident = 0;
    in >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

// Name, kind, help and where the figure comes from; one line a metric.
struct Metric {
    std::string_view name, kind, help;
    std::int64_t (*value)(App&);
};
std::int64_t jobs_in(App& app, const char* state) {
    return app.store.read(
        [&](db::Tx& tx) { return tx.one("SELECT count(*) FROM job WHERE state = $1", state)->integer(0); });
}
constexpr Metric metrics_table[] = {
    {"rapport_resident_bytes", "gauge", "Memory held by this process", [](App&) { return resident_bytes(); }},
    {"rapport_live_streams", "gauge", "Open pages that hear the live stream",
     [](App& app) { return static_cast<std::int64_t>(app.live.readers()); }},
    {"rapport_jobs_queued", "gauge", "Messages waiting to be sent",
     [](App& app) { return jobs_in(app, "queued"); }},
    {"rapport_jobs_unknown", "gauge", "Messages of which nobody saw whether they were sent",
     [](App& app) { return jobs_in(app, "unknown"); }},
    {"rapport_jobs_failed", "gauge", "Messages that could not be sent",
     [](App& app) { return jobs_in(app, "failed"); }},
    {"rapport_hooks_waiting", "gauge", "Events waiting to be told to other systems",
     [](App& app) {
         return app.store.read([](db::Tx& tx) {
             return tx.one("SELECT count(*) FROM hook_delivery WHERE state = 'queued'")->integer(0);
         });
     }},
};

bool from_here(const net::Request& request) {
    return request.remote.starts_with("127.") || request.remote == "::1";
}

net::Response metrics(Call& call) {
    if (!from_here(call.request))
        throw Error{Code::forbidden, "Metrics are for this machine; ask from loopback."};
    std::string out;
    for (const auto& m : metrics_table)
        out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", m.name, m.kind, m.help,
                           m.value(call.app));
    auto response = plain(std::move(out));
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
}

std::int64_t since(const Call& call) {
    auto header = std::string(call.request.headers.get("Last-Event-ID"));
    auto text = header.empty() ? call.query("since") : header;
    std::int64_t value = -1;
    if (text.empty()) return value;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0)
        throw Error{Code::bad_request, "since: must be the number of an event."}.at("since");
    return value;
}

// A stream outlives the request that opened it, but not the right to hear it.
Permit permit(const Call& call) {
    auto workspace = call.actor.workspace;
    if (call.actor.member)
        return [&sessions = call.app.sessions, hash = call.session, workspace] {
            return sessions.holds(hash, workspace);
        };
    return [&keys = call.app.keys, key = call.actor.key, workspace] {
        return keys.holds(workspace, key) ? Time{std::numeric_limits<std::int64_t>::max()} : Time{};
    };
}

net::Response events(Call& call) {
    net::Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.headers.set("X-Accel-Buffering", "no");
    response.stream = [&live = call.app.live, actor = call.actor, from = since(call),
                       may = permit(call)](auto writer) { live.add(actor, from, std::move(writer), may); };
    return response;
}

net::Response openapi_document(Call&) {
    static const auto text = json::serialize(openapi());
    net::Response response;
    response.headers.set("Content-Type", "application/json");
    response.static_body = text;
    return response;
}

constexpr Route all[] = {
    {net::Method::get, "/livez", anybody, livez, "Whether the process lives", {}, "text/plain"},
    {net::Method::get, "/readyz", anybody, readyz, "Whether it can serve", {}, "text/plain"},
    {net::Method::get,
     "/metrics",
     anybody,
     metrics,
     "Figures for Prometheus, from loopback only",
     {},
     "text/plain"},
    {net::Method::get,
     "/api/openapi.json",
     anybody,
     openapi_document,
     "This description",
     {},
     "application/json"},
    {net::Method::get,
     "/api/events",
     viewer,
     events,
     "What happens, as it happens (Server-Sent Events)",
     {},
     "text/event-stream",
     "since"},
};
}  // namespace

std::span<const Route> system_routes() {
    return all;
}

std::vector<MetricRow> metric_rows() {
    std::vector<MetricRow> rows;
    for (const auto& m : metrics_table) rows.push_back({m.name, m.kind, m.help});
    return rows;
}
}  // namespace api
