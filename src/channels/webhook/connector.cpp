#include "channels/webhook/connector.hpp"

#include "base/encoding.hpp"
#include "channels/retry_after.hpp"
#include "channels/webhook/codec.hpp"
#include "net/webhook.hpp"

namespace channels::webhook {
namespace {
constexpr std::int64_t look_ms = 4 * minute_ms;

json::array files(const std::vector<model::Attachment>& attachments) {
    json::array all;
    for (const auto& a : attachments)
        all.push_back(json::object{{"name", a.name},
                                   {"type", a.media_type},
                                   {"description", a.description},
                                   {"content", base64(a.bytes)}});
    return all;
}

bool surely_not_sent(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    auto why = error.reason();
    return why == Reason::bad_url || why == Reason::refused_by_guard || why == Reason::name ||
           why == Reason::connect || why == Reason::tls;
}

ChannelError unreachable(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    bool for_good = error.reason() == Reason::bad_url || error.reason() == Reason::refused_by_guard;
    return ChannelError(for_good ? Fault::rejected : Fault::retry_later, error.text(), {}, error.detail())
        .about("answer_url");
}

[[noreturn]] void refuse(const net::Fetched& answer, Time now) {
    auto status = answer.status;
    auto retry = [&](std::string_view why) {
        throw ChannelError(Fault::retry_later, fmt::format("The answer address said {}: {}", status, why),
                           retry_after(answer.headers, now).value_or(Time{}));
    };
    if (status == 410)
        throw ChannelError(
            Fault::gone,
            "The answer address said 410: it takes no answers any more. Give the channel another "
            "one.");
    if (status == 429) retry("we have called too often. We try again.");
    if (status >= 500 || status == 408 || status == 425) retry("it has a problem of its own. We try again.");
    if (status >= 300 && status < 400)
        throw ChannelError(
            Fault::rejected,
            fmt::format("The answer address said {}: it leads elsewhere, and what is signed is "
                        "not sent on. Give the channel the address that it leads to.",
                        status));
    if (status == 401 || status == 403)
        throw ChannelError(Fault::rejected,
                           fmt::format("The answer address said {}: it does not take our signature. Give it "
                                       "this channel's secret.",
                                       status));
    throw ChannelError(Fault::rejected,
                       fmt::format("The answer address said {} and did not take this.", status));
}
}  // namespace

json::object answer(const model::Outgoing& message, std::string_view place, Time now) {
    json::object data{
        {"id", message.idempotency_key},
        {"to", json::object{{"handle", handle_there(message.to.handle, place)}, {"name", message.to.name}}},
        {"public", message.visibility == model::Visibility::public_},
        {"subject", message.subject},
        {"text", message.text},
        {"html", message.html.empty() ? json::value() : json::value(message.html)},
        {"reply_to", message.reply_to.empty() ? json::value() : json::value(message.reply_to)},
        {"references", json::array(message.references.begin(), message.references.end())},
        {"time", message.sent_at.rfc3339()},
        {"attachments", files(message.attachments)}};
    return {{"type", "answer"}, {"timestamp", now.rfc3339()}, {"data", data}};
}

Called::Called(const ChannelConfig& config, const Surroundings& around, std::unique_ptr<Pause> pause)
    : config_(config), around_(around), pause_(std::move(pause)) {}

// The first time it returns at once, so that the channel is seen to be ready.
Batch Called::next(const Cursor& since) {
    if (!since.text.empty()) pause_->wait(look_ms);
    Batch batch;
    batch.next = {R"({"called":true})"};
    return batch;
}

net::Fetched Called::post(const model::Outgoing& message) {
    net::Fetch request{.method = net::Method::post, .url = config_.option("answer_url"), .redirects = 0};
    auto now = around_.clock.now();
    request.body = json::serialize(answer(message, config_.option("place"), now));
    request.headers.set("Content-Type", "application/json");
    auto keys = net::webhook::Keys::from(config_.options);
    net::webhook::sign(request.headers, keys.good(now), message.idempotency_key, now, request.body);
    return around_.http.fetch(request);
}

Receipt Called::send(const model::Outgoing& message) {
    if (config_.option("answer_url").empty())
        throw ChannelError(Fault::rejected,
                           "This channel has no answer address. Give it one in Settings › Channels.")
            .about("answer_url");
    try {
        auto said = post(message);
        // The id is ours, so that what answers this can name it.
        if (said.status >= 200 && said.status < 300) return {Receipt::State::sent, message.idempotency_key};
        refuse(said, around_.clock.now());
    } catch (const net::FetchError& error) {
        if (surely_not_sent(error)) throw unreachable(error);
        return {Receipt::State::unknown, "", "",
                "The connection ended before the answer address said whether it took this."};
    }
}

// Nothing of it is kept there: only whether somebody answers at all.
std::vector<model::Inbound> Called::probe(std::size_t) {
    const auto& url = config_.option("answer_url");
    if (url.empty()) return {};
    try {
        around_.http.fetch({.method = net::Method::head, .url = url, .redirects = 0});
    } catch (const net::FetchError& error) {
        throw unreachable(error);
    }
    return {};
}

Pushed take(const net::Request& request, const ChannelConfig& config, const Surroundings& around) {
    auto now = around.clock.now();
    auto secrets = net::webhook::Keys::from(config.options).good(now);
    auto id = net::webhook::verified(request.headers, request.body, secrets, now);
    auto pushed = understand(request.body, {config.option("place"), id, now});
    pushed.id = std::move(id);
    return pushed;
}
}  // namespace channels::webhook
