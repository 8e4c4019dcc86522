#include "api/routes.hpp"
#include "api/views.hpp"
#include "base/encoding.hpp"
#include "courier/intake.hpp"
#include "store/accounts_audit.hpp"

namespace api {
namespace {
constexpr std::size_t page_of_retry = 50, most_retried = 5'000;

const channels::Network* decoder(const store::Channel* channel) {
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    return network && network->decode_raw ? network : nullptr;
}

json::object show(Views& views, const store::Quarantined& q) {
    const auto* channel = views.channel_of(q.channel);
    return {{"id", q.id.text()},
            {"channel", q.channel.text()},
            {"channel_name", channel ? channel->name : ""},
            {"network", channel ? channel->network : ""},
            {"remote_id", q.remote_id},
            {"why", q.why},
            {"size", q.size},
            {"retryable", decoder(channel) != nullptr},
            {"at", q.at.rfc3339()},
            {"retried_at", time_or_null(q.retried_at)}};
}

net::Response list_quarantine(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto before = Id::parse(call.query("cursor")).value_or(Id{});
        auto channel = Id::parse(call.query("channel")).value_or(Id{});
        auto items = store::quarantined(tx, call.actor.workspace, before, call.limit(), channel);
        json::array all;
        for (const auto& q : items) all.push_back(show(views, q));
        return page(std::move(all), items.size() == call.limit() ? items.back().id.text() : "");
    }));
}

store::Quarantined poison(Call& call, db::Tx& tx) {
    auto found = store::quarantined(tx, call.actor.workspace, call.id());
    if (!found) throw Error{Code::not_found, "This message is not in quarantine any more."};
    return *found;
}

net::Response get_quarantined(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto q = poison(call, tx);
        auto shown = show(views, q);
        shown["raw"] = to_utf8(q.raw);
        return shown;
    }));
}

// The bytes as they came. No browser may take them for a page.
net::Response get_raw(Call& call) {
    auto item = call.read([&](db::Tx& tx) { return poison(call, tx); });
    net::Response response;
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("Content-Disposition",
                         fmt::format("attachment; filename=\"quarantine-{}.bin\"", item.id.text()));
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.body = std::move(item.raw);
    return response;
}

// Decodes the raw bytes anew with what this version of the program knows. What went wrong; "" when it is a
// message now.
std::string retry(Call& call, const store::Quarantined& item, const store::Channel* channel) {
    const auto* network = decoder(channel);
    if (!network) return "Messages of this channel cannot be decoded again.";
    auto decoded = network->decode_raw(item.raw, courier::config(call.app.post, *channel));
    if (auto* bad = std::get_if<model::Poison>(&decoded)) {
        call.app.store.change(call.actor,
                              [&](store::Change& change) { store::still_poison(change, item, bad->why); });
        return "It still cannot be decoded: " + bad->why;
    }
    channels::Batch batch;
    batch.items.push_back(std::move(std::get<model::Inbound>(decoded)));
    courier::Intake(call.app.store, call.app.files).take(call.actor, item.channel, std::move(batch));
    call.app.store.change(call.actor,
                          [&](store::Change& change) { store::release_from_quarantine(change, item); });
    return "";
}

net::Response retry_one(Call& call) {
    auto [item, channel] = call.read([&](db::Tx& tx) {
        auto q = poison(call, tx);
        return std::pair(q, store::channel(tx, call.actor.workspace, q.channel));
    });
    auto why = retry(call, item, channel ? &*channel : nullptr);
    if (!why.empty()) throw Error{Code::conflict, why};
    return nothing();
}

std::vector<store::Quarantined> next_page(Call& call, db::Tx& tx, Id before, Id channel) {
    std::vector<store::Quarantined> whole;
    for (const auto& each : store::quarantined(tx, call.actor.workspace, before, page_of_retry, channel))
        if (auto item = store::quarantined(tx, call.actor.workspace, each.id)) whole.push_back(*item);
    return whole;
}

// One after the other, newest first; what fails stays and costs no other.
net::Response retry_all(Call& call) {
    auto only = call.body().id_if_any("channel").value_or(Id{});
    std::int64_t released = 0, kept = 0;
    for (Id before; released + kept < static_cast<std::int64_t>(most_retried);) {
        auto [items, known] = call.read([&](db::Tx& tx) {
            std::map<Id, std::optional<store::Channel>> by_id;
            auto page = next_page(call, tx, before, only);
            for (const auto& item : page)
                by_id.try_emplace(item.channel, store::channel(tx, call.actor.workspace, item.channel));
            return std::pair(std::move(page), std::move(by_id));
        });
        if (items.empty()) break;
        for (const auto& item : items) {
            const auto& channel = known.at(item.channel);
            ++(retry(call, item, channel ? &*channel : nullptr).empty() ? released : kept);
        }
        before = items.back().id;
    }
    return answer(json::object{{"released", released}, {"kept", kept}});
}

net::Response drop_one(Call& call) {
    call.change([&](store::Change& change) {
        auto item = poison(call, change.tx);
        store::release_from_quarantine(change, item);
        store::audit(change, "quarantine_dropped", item.remote_id);
    });
    return nothing();
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/quarantine",
     admin,
     list_quarantine,
     "Messages that could not be decoded",
     {},
     "[Quarantined]",
     "channel cursor limit"},
    {net::Method::post, "/api/quarantine/retry", admin, retry_all, "Decode all of them again, or a channel's",
     "QuarantineRetry", "QuarantineRetried"},
    {net::Method::get,
     "/api/quarantine/{id}",
     admin,
     get_quarantined,
     "One of them with its raw bytes as text",
     {},
     "Quarantined"},
    {net::Method::get,
     "/api/quarantine/{id}/raw",
     admin,
     get_raw,
     "The raw bytes as they came",
     {},
     "application/octet-stream"},
    {net::Method::post, "/api/quarantine/{id}/retry", admin, retry_one, "Decode it again"},
    {net::Method::del, "/api/quarantine/{id}", admin, drop_one, "Forget it"},
};
}  // namespace

std::span<const Route> quarantine_routes() {
    return all;
}
}  // namespace api
