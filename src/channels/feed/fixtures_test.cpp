#include "channels/fixtures_test.hpp"

#include "channels/feed/codec.hpp"
#include "channels/feed/messages.hpp"

// Every NAME.xml and NAME.json in fixtures/ is a feed as it comes over the wire; NAME.expected.json is what
// we must make of it.
namespace channels::feed {
namespace {
constexpr auto folder = "src/channels/feed/fixtures";

json::object shown(const model::Inbound& message) {
    json::object out{{"remote_id", message.remote_id},
                     {"author", message.author.handle},
                     {"name", message.author.name},
                     {"sent_at", message.sent_at.rfc3339()}};
    auto put = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    };
    put("avatar", message.author.avatar_url);
    put("subject", message.subject);
    put("text", message.text);
    put("html", message.html);
    put("language", message.language);
    put("url", message.url);
    if (!message.reply_to.empty())
        out["reply_to"] = json::array(message.reply_to.begin(), message.reply_to.end());
    if (!message.extra.empty()) out["extra"] = message.extra;
    return out;
}

json::object understood(const fixtures::fs::path& wire) {
    auto url = "https://" + wire.stem().string() + ".example/feed";
    auto result = decode(fixtures::contents(wire), {}, url);
    if (auto* problem = std::get_if<Problem>(&result)) return {{"problem", problem->text}};
    const auto& feed = std::get<Feed>(result);
    json::array messages, poison;
    for (const auto& entry : feed.entries) {
        auto one = message(feed, entry, {url, *Time::parse("2026-10-14T12:00:00Z")});
        if (auto* inbound = std::get_if<model::Inbound>(&one)) messages.push_back(shown(*inbound));
        if (auto* broken = std::get_if<model::Poison>(&one))
            poison.push_back({{"remote_id", broken->remote_id}, {"why", broken->why}, {"raw", broken->raw}});
    }
    for (const auto& each : feed.damaged)
        poison.push_back({{"remote_id", each.remote_id}, {"why", each.why}, {"raw", each.raw}});
    json::object out{{"format", feed.type + " " + feed.version}, {"messages", messages}};
    if (!poison.empty()) out["poison"] = poison;
    if (!feed.notices.empty()) out["notices"] = json::array(feed.notices.begin(), feed.notices.end());
    return out;
}
}  // namespace

class FeedFixture : public testing::TestWithParam<fixtures::fs::path> {};

TEST_P(FeedFixture, is_understood_as_expected) {
    json::value got = understood(GetParam());
    fixtures::expect_as_written(GetParam(), got);
}

INSTANTIATE_TEST_SUITE_P(Wires, FeedFixture, testing::ValuesIn(fixtures::wires(folder)),
                         [](const auto& each) {
                             return each.param.stem().string() + "_" +
                                    each.param.extension().string().substr(1);
                         });
}  // namespace channels::feed
