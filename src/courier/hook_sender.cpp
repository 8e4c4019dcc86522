#include "courier/hook_sender.hpp"

#include <chrono>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "channels/retry_after.hpp"
#include "courier/hook_keys.hpp"
#include "courier/hook_stop.hpp"

namespace courier {
namespace {
constexpr int most_seconds = 15;
constexpr std::size_t kept_of_answer = 1'000;
constexpr std::int64_t waits[] = {5 * second_ms, 5 * minute_ms, 30 * minute_ms, 2 * hour_ms, 5 * hour_ms,
                                  10 * hour_ms,  14 * hour_ms,  20 * hour_ms,   24 * hour_ms};
static_assert(std::size(waits) == hook_tries - 1);

std::string sentence(int status) {
    if (status == 410) return "The address answered 410: nobody wants to hear there any more.";
    if (status == 429) return "The address answered 429: it asks us to call less often.";
    if (status >= 300 && status < 400)
        return fmt::format("The address answered {}: it leads elsewhere, and what is signed is not sent on.",
                           status);
    if (status == 401 || status == 403)
        return fmt::format(
            "The address answered {}: it does not take the signature. Does it know the secret?", status);
    return fmt::format("The address answered {}.", status);
}

std::string_view gone_for_good =
    "The address answered 410: nobody wants to hear there any more. Nothing has been sent since.";
std::string_view failing_for_long =
    "The address has taken nothing for three days. Nothing has been sent since.";

// What the hook itself learns from a try, in the transaction that writes the try down.
void judge(store::Change& change, const store::HookDelivery& delivery, bool taken, bool gone) {
    auto hook = store::hook(change.tx, change.workspace, delivery.hook);
    if (!hook || hook->paused_at) return;
    auto before = hook->failing_since;
    if (taken) hook->failing_since = {};
    if (!taken && !before && delivery.seq > 0) hook->failing_since = change.at;
    if (hook->failing_since != before) store::change_hook(change, *hook);
    bool tired = !taken && before && change.at - before >= hook_patience_ms;
    if (!gone && !tired) return;
    stop_hook(change, *hook, gone ? gone_for_good : failing_for_long);
}
}  // namespace

json::object HookSender::data(const store::HookDelivery& delivery) const {
    if (delivery.seq == 0) return {{"text", "This is a test. Whoever reads it hears what happens here."}};
    return post_.store.read([&](db::Tx& tx) {
        auto entries = store::journal(tx, delivery.workspace, delivery.seq - 1, 1);
        bool here = !entries.empty() && entries.front().seq == delivery.seq;
        return here ? data_(tx, delivery.workspace, entries.front()) : json::object{};
    });
}

// "" when it cannot be put together: a try like others, or one such event would come round for ever.
std::string HookSender::body(const store::HookDelivery& delivery) const {
    try {
        return json::serialize(json::object{
            {"type", delivery.type}, {"timestamp", delivery.at.rfc3339()}, {"data", data(delivery)}});
    } catch (const std::exception& error) {
        logging::error("hook_body_failed", {{"why", error.what()}});
        return "";
    }
}

void HookSender::post(const net::Fetch& request, Said& said) const {
    using Steady = std::chrono::steady_clock;
    auto& attempt = said.attempt;
    auto began = Steady::now();
    try {
        auto got = post_.surroundings.http.fetch(request);
        attempt.status = got.status, attempt.answer = prefix(to_utf8(got.body), kept_of_answer);
        said.taken = got.status >= 200 && got.status < 300, said.gone = got.status == 410;
        if (!said.taken) attempt.error = sentence(got.status);
        if (!said.taken) said.again_at = channels::retry_after(got.headers, attempt.at).value_or(Time{});
    } catch (const net::FetchError& error) {
        attempt.error = error.text();
    }
    attempt.duration_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - began).count();
}

HookSender::Said HookSender::say(const store::Hook& hook, const store::HookDelivery& delivery) const {
    Said said{.attempt = {.at = post_.store.clock.now()}};
    auto secrets = hook_keys(post_.seal, hook.secrets).good(said.attempt.at);
    net::Fetch request{.method = net::Method::post,
                       .url = hook.url,
                       .headers = {{"Content-Type", "application/json"}},
                       .body = body(delivery),
                       .seconds = most_seconds,
                       .max_bytes = 1u << 20,
                       .redirects = 0};
    if (secrets.empty())
        said.attempt.error = "The secret was stored under another key file. Make a new one.";
    else if (request.body.empty())
        said.attempt.error = "What happened could not be put into words here; the server's log says why.";
    if (!said.attempt.error.empty()) return said;
    net::webhook::sign(request.headers, secrets, delivery.webhook_id(), said.attempt.at, request.body);
    post(request, said);
    return said;
}

// A little later than it says, so that what failed together does not come again together.
Time HookSender::next_try(const store::HookDelivery& delivery, const Said& said, Time now) const {
    auto wait = waits[std::clamp<std::int64_t>(delivery.tries, 1, std::ssize(waits)) - 1];
    auto scatter = static_cast<std::int64_t>(post_.surroundings.random.number() % 100);
    return std::max(now + wait + wait / 1'000 * scatter, said.again_at);
}

void HookSender::write_down(const store::HookDelivery& delivery, const Said& said) const {
    bool over = said.taken || said.gone || delivery.seq == 0 || delivery.tries >= hook_tries;
    auto state = said.taken ? "delivered" : over ? "failed" : "queued";
    post_.store.change(store::Actor::system(delivery.workspace), [&](store::Change& change) {
        auto run_at = over ? Time{} : next_try(delivery, said, change.at);
        store::settle_hook_delivery(change, delivery, said.attempt, state, run_at);
        judge(change, delivery, said.taken, said.gone);
    });
    logging::info(
        "hook_posted",
        {{"hook", delivery.hook.text()}, {"state", state}, {"try", std::to_string(delivery.tries)}});
}

HookSender::Went HookSender::step(const store::DueHook& due) const {
    auto now = post_.store.clock.now();
    auto hook = post_.store.read([&](db::Tx& tx) { return store::hook(tx, due.workspace, due.hook); });
    if (!hook || hook->paused_at) return Went::nothing_due;
    auto delivery = post_.store.truth.write(
        [&](db::Tx& tx) { return store::take_hook_delivery(tx, due, now, owner_, now + hook_lease_ms); });
    if (!delivery) return Went::nothing_due;
    logging::Trace trace(delivery->webhook_id());
    auto said = say(*hook, *delivery);
    write_down(*delivery, said);
    return said.taken ? Went::well : Went::badly;
}
}  // namespace courier
