#include "api/audience.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "channels/length.hpp"

namespace api {
namespace {
constexpr std::size_t most_parts = 24;
constexpr std::int64_t shortest_poll = 5 * 60, longest_poll = 30 * 24 * 3600;

const channels::Audience& chosen(const Body& body, std::span<const channels::Audience> open) {
    auto wanted = body.text_or("audience", "", 40);
    // Nobody is shown more than was asked for: without a word an answer is seen as what it answers, and what
    // begins a conversation by those it names.
    if (wanted.empty()) return body.has("to") || body.has("person") ? open.back() : open.front();
    for (const auto& each : open)
        if (each.id == wanted) return each;
    throw Error{
        Code::bad_request,
        "This cannot be seen by that audience: an answer is seen by no more people than what it answers."}
        .at("audience");
}

json::object poll(const Body& body, const channels::Limits& limits) {
    Body asked(body.object("poll"));
    auto options = asked.texts("options");
    bool fit = options.size() >= 2 && options.size() <= limits.poll_options;
    for (const auto& each : options)
        fit = fit && !each.empty() &&
              channels::length(each, limits) <= std::max<std::size_t>(1, limits.poll_characters);
    if (!fit)
        throw Error{Code::bad_request, fmt::format("A question has 2 to {} answers of at most {} characters.",
                                                   limits.poll_options, limits.poll_characters)}
            .at("poll");
    json::array titles;
    for (const auto& each : options) titles.push_back(json::object{{"title", each}, {"votes", 0}});
    const auto* seconds = asked.all().if_contains("seconds");
    auto length = seconds && seconds->is_int64() ? seconds->get_int64() : 24 * 3600;
    return {{"options", titles},
            {"multiple", asked.flag("multiple", false)},
            {"seconds", std::clamp(length, shortest_poll, longest_poll)}};
}

void refuse_unknown(const Body& body, const channels::Network& network) {
    if (body.has("audience") && network.audiences.empty())
        throw Error{Code::bad_request, "This network has no audiences to choose from."}.at("audience");
    if (body.has("poll") && !network.can.poll)
        throw Error{Code::bad_request, "This network knows no questions to the audience."}.at("poll");
    if (body.has("then") && !network.can.thread)
        throw Error{Code::bad_request, "On this network an answer is one message, however long."}.at("then");
}
// Every part by itself; the files go with the first.
void refuse_too_much(const Body& body, const channels::Limits& most, const std::vector<std::string>& named) {
    if (auto why = channels::too_much(body.text_or("text", ""), body.ids("attachments").size(), most, named))
        throw Error{Code::bad_request, *why}.at("text");
    auto more = body.texts("then");
    if (more.size() > most_parts)
        throw Error{Code::bad_request, fmt::format("One answer may go on for {} messages.", most_parts)}.at(
            "then");
    for (const auto& part : more)
        if (auto why = channels::too_much(part, 0, most, named))
            throw Error{Code::bad_request, *why}.at("then");
}
}  // namespace

std::vector<std::string> named(db::Tx& tx, Id workspace, Id conversation) {
    std::vector<std::string> all;
    for (const auto& each : inbox::asked_instead(tx, workspace, conversation)) all.push_back(each.handle);
    if (auto to = inbox::counterpart(tx, workspace, conversation); to && all.empty()) all = {to->handle};
    return all;
}

channels::Limits limits(const channels::Network& network, const store::Channel& channel) {
    auto known = channel.health.empty() ? std::nullopt : json::parse(channel.health);
    auto learnt = known ? channels::health(*known).limits : std::nullopt;
    return learnt.value_or(network.limits);
}

std::span<const channels::Audience> audiences(const channels::Network& network,
                                              const std::optional<store::Message>& parent) {
    auto all = network.audiences;
    if (!parent) return all;
    for (std::size_t at = 0; at < all.size(); ++at) {
        bool same = parent->audience.empty() ? all[at].visibility == parent->visibility
                                             : all[at].id == parent->audience;
        if (same) return all.subspan(at);
    }
    return all.empty() ? all : all.last(1);
}

inbox::Shown shown(const Body& body, const channels::Network& network, const store::Channel& channel,
                   const std::optional<store::Message>& parent, const std::vector<std::string>& named) {
    refuse_unknown(body, network);
    auto most = limits(network, channel);
    refuse_too_much(body, most, named);
    inbox::Shown out;
    if (auto open = audiences(network, parent); !open.empty()) {
        const auto& audience = chosen(body, open);
        out.audience = audience.id, out.visibility = audience.visibility;
    }
    if (network.can.warning && body.has("subject")) out.subject = body.text_or("subject", "", 500);
    if (body.has("poll")) out.extra["poll"] = poll(body, most);
    return out;
}
}  // namespace api
