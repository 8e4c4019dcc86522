#include "channels/webhook/codec.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "base/encoding.hpp"

namespace channels::webhook {
namespace {
const Setting setting{"shop.example", "msg_1", {1'792'000'000'000}};

Pushed take(std::string_view body) {
    return understand(body, setting);
}

model::Inbound one(std::string_view body) {
    auto taken = take(body);
    EXPECT_EQ(taken.why, "");
    EXPECT_EQ(taken.batch.items.size(), 1u);
    return taken.batch.items.empty() ? model::Inbound{} : taken.batch.items.front();
}

std::string with(std::string_view more) {
    return R"({"author":{"handle":"42"},"text":"Hello")" + std::string(more) + "}";
}

// The field that is to blame.
std::string blamed(std::string_view body) {
    auto taken = take(body);
    EXPECT_TRUE(taken.batch.items.empty()) << body;
    EXPECT_EQ(taken.batch.poison.size(), 1u) << body;
    EXPECT_FALSE(taken.why.empty()) << body;
    return taken.field;
}
}  // namespace

TEST(WebhookCodec, the_least_is_who_and_what) {
    auto item = one(R"({"author":{"handle":" 42 "},"text":"Where is my bread?"})");
    EXPECT_EQ(item.remote_id, "msg_1");
    EXPECT_EQ(item.author.network, "webhook");
    EXPECT_EQ(item.author.handle, "42@shop.example");
    EXPECT_EQ(item.text, "Where is my bread?");
    EXPECT_EQ(item.sent_at, setting.at);
    EXPECT_EQ(item.visibility, model::Visibility::private_);
    EXPECT_TRUE(item.addressed);
}

TEST(WebhookCodec, everything_comes_as_it_was_said) {
    auto item = one(
        R"({"id":"o-7","author":{"handle":"42","name":"Zoë  Novák","avatar_url":"https://shop.example/z.png"},
        "time":"2026-10-14T08:30:00+02:00","edited_at":"2026-10-14T07:00:00Z","subject":" An\norder ",
        "html":"<p>Hello <script>x()</script><b>you</b></p>","reply_to":["o-6","o-5"],"conversation":"order 7",
        "language":"en","url":"HTTPS://shop.example/orders/7","public":true,"addressed":false,
        "extra":{"order":7,"poll":{"options":[]}}})");
    EXPECT_EQ(item.remote_id, "o-7");
    EXPECT_EQ(item.author.name, "Zoë Novák");
    EXPECT_EQ(item.sent_at, *Time::parse("2026-10-14T06:30:00Z"));
    EXPECT_EQ(item.edited_at, *Time::parse("2026-10-14T07:00:00Z"));
    EXPECT_EQ(item.subject, "An order");
    EXPECT_EQ(item.text, "Hello you");
    EXPECT_EQ(item.html.find("script"), std::string::npos);
    EXPECT_EQ(item.reply_to, (std::vector<std::string>{"o-6", "o-5"}));
    EXPECT_EQ(item.conversation_key, "order 7");
    EXPECT_EQ(item.url, "https://shop.example/orders/7");
    EXPECT_EQ(item.visibility, model::Visibility::public_);
    EXPECT_FALSE(item.addressed);
    EXPECT_FALSE(item.extra.contains("poll")) << "the sender's own words mean nothing to the house";
    EXPECT_EQ(json::integer(*json::find(item.extra, {"webhook"}), "order"), 7);
}

TEST(WebhookCodec, files_come_inside_or_are_named) {
    auto item = one(with(R"(,"attachments":[{"name":"a.txt","type":"text/plain","content":"YnJlYWQ="},
        {"url":"https://shop.example/pictures/loaf.jpg?size=2","description":"A loaf"}])"));
    ASSERT_EQ(item.attachments.size(), 2u);
    EXPECT_EQ(item.attachments[0].bytes, "bread");
    EXPECT_EQ(item.attachments[0].media_type, "text/plain");
    EXPECT_EQ(item.attachments[1].name, "loaf.jpg");
    EXPECT_EQ(item.attachments[1].url, "https://shop.example/pictures/loaf.jpg?size=2");
    EXPECT_EQ(item.attachments[1].media_type, "application/octet-stream");
    auto only_a_file = one(R"({"author":{"handle":"42"},"attachments":[{"content":"YQ=="}]})");
    EXPECT_EQ(only_a_file.attachments[0].name, "file");
}

TEST(WebhookCodec, a_list_brings_each_of_its_messages) {
    auto taken = take(R"([{"id":"a","author":{"handle":"1"},"text":"one"},
                          {"id":"b","author":{"handle":"2"},"text":"two"},{"id":"c","deleted":true}])");
    EXPECT_EQ(taken.why, "");
    EXPECT_EQ(taken.messages, 3u);
    ASSERT_EQ(taken.batch.items.size(), 2u);
    EXPECT_EQ(taken.batch.items[1].remote_id, "b");
    EXPECT_EQ(taken.batch.deleted, std::vector<std::string>{"c"});
}

TEST(WebhookCodec, poison_stops_no_other) {
    auto taken = take(R"([{"id":"a","author":{"handle":"1"},"text":"one"},{"id":"b","text":"two"},
                          {"author":{"handle":"3"},"text":"three"},7])");
    EXPECT_EQ(taken.batch.items.size(), 1u);
    ASSERT_EQ(taken.batch.poison.size(), 3u);
    EXPECT_EQ(taken.field, "[1].author");
    EXPECT_EQ(taken.why, "[1].author is missing.");
    EXPECT_EQ(taken.batch.poison[0].remote_id, "b");
    EXPECT_EQ(taken.batch.poison[1].remote_id, "msg_1#2");
    EXPECT_NE(taken.batch.poison[1].why.find("[2].id"), std::string::npos);
}

TEST(WebhookCodec, what_is_wrong_is_named) {
    EXPECT_EQ(blamed(R"({"text":"x"})"), "author");
    EXPECT_EQ(blamed(R"({"author":"42","text":"x"})"), "author");
    EXPECT_EQ(blamed(R"({"author":{"handle":"  "},"text":"x"})"), "author.handle");
    EXPECT_EQ(blamed("{\"author\":{\"handle\":\"\\u00a0\"},\"text\":\"x\"}"), "author.handle");
    EXPECT_EQ(blamed(R"({"author":{"handle":42},"text":"x"})"), "author.handle");
    EXPECT_EQ(blamed(R"({"author":{"handle":"42","mail":"x"},"text":"x"})"), "author.mail");
    EXPECT_EQ(blamed(R"({"author":{"handle":"42"}})"), "text");
    EXPECT_EQ(blamed(R"({"author":{"handle":"42"},"text":" \n "})"), "text");
    EXPECT_EQ(blamed(with(R"(,"texst":"x")")), "texst");
    EXPECT_EQ(blamed(with(R"(,"time":"yesterday")")), "time");
    EXPECT_EQ(blamed(with(R"(,"time":1792000000)")), "time");
    EXPECT_EQ(blamed(with(R"j(,"url":"javascript:alert(1)")j")), "url");
    EXPECT_EQ(blamed(with(R"(,"public":"yes")")), "public");
    EXPECT_EQ(blamed(with(R"(,"language":"<b>")")), "language");
    EXPECT_EQ(blamed(with(R"(,"extra":[])")), "extra");
    EXPECT_EQ(blamed(with(R"(,"id":7)")), "id");
    EXPECT_EQ(blamed(R"({"deleted":true})"), "id");
    EXPECT_EQ(blamed(with(R"(,"id":")" + std::string(501, 'x') + "\"")), "id");
    EXPECT_EQ(blamed(with(R"(,"attachments":{})")), "attachments");
    EXPECT_EQ(blamed(with(R"(,"attachments":[{"name":"a"}])")), "attachments[0].content");
    EXPECT_EQ(blamed(with(R"(,"attachments":[{"content":"YQ==","url":"https://x.example/"}])")),
              "attachments[0].content");
    EXPECT_EQ(blamed(with(R"(,"attachments":[{"content":"!!!"}])")), "attachments[0].content");
    EXPECT_EQ(blamed(with(R"(,"attachments":[{"url":"file:///etc/passwd"}])")), "attachments[0].url");
    for (auto* body : {"", "{", "null", "7", "[]", "\"hello\"", "[[[[", "{}"}) blamed(body);
    EXPECT_EQ(take("[" + std::string(400, ' ') + "]").batch.poison.size(), 1u);
}

TEST(WebhookCodec, what_no_database_can_keep_is_left_out) {
    auto item = one("{\"author\":{\"handle\":\"4\\u00002\"},\"text\":\"a\\u0000b\"}");
    EXPECT_EQ(item.text, "ab");
    EXPECT_EQ(item.author.handle, "42@shop.example");
}

TEST(WebhookCodec, poison_can_be_decoded_later) {
    ChannelConfig config{{}, "", {{"place", "shop.example"}}, {}};
    auto bad = take(R"({"author":{"handle":"42"},"text":"x","mood":"good"})").batch.poison.at(0);
    EXPECT_TRUE(std::holds_alternative<model::Poison>(decode_raw(bad.raw, config)));
    auto kept = R"({"id":"msg_1","author":{"handle":"42"},"text":"x"})";
    auto again = decode_raw(kept, config);
    ASSERT_TRUE(std::holds_alternative<model::Inbound>(again));
    EXPECT_EQ(std::get<model::Inbound>(again).remote_id, "msg_1");
    EXPECT_NE(bad.raw.find("msg_1"), std::string::npos) << "the id of the call is kept with it";
}

TEST(WebhookCodec, what_others_write_of_somebody_is_a_handle_only_with_its_system) {
    EXPECT_EQ(canonical(" 42@shop.example "), "42@shop.example");
    for (auto* none :
         {"", "42", "@shop.example", "42@", "https://town.example/@ana", "https://shop.example/"})
        EXPECT_THROW(canonical(none), Error) << none;
}

TEST(WebhookCodec, handles_go_back_as_they_came) {
    EXPECT_EQ(handle_there(handle_here("42", "shop.example"), "shop.example"), "42");
    EXPECT_EQ(handle_there(handle_here("ana@x.example", "shop.example"), "shop.example"), "ana@x.example");
    EXPECT_EQ(handle_there("42@other.example", "shop.example"), "42@other.example");
}

// The schema that senders read has the fields that are taken, and no others.
TEST(WebhookCodec, the_schema_tells_the_truth) {
    std::ifstream file("docs/channels/webhook.schema.json");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    auto schema = json::parse(text);
    ASSERT_TRUE(schema);
    auto fields = [&](std::initializer_list<std::string_view> path) {
        const auto* found = json::find(*schema, path);
        EXPECT_TRUE(found && found->is_object());
        return found ? found->get_object() : json::object{};
    };
    for (const auto& [key, ignored] : fields({"$defs", "message", "properties"})) {
        auto least = json::parse(with(""))->get_object();
        if (!least.contains(key)) least[key] = nullptr;
        EXPECT_EQ(take(json::serialize(least)).why, "") << key << " stands in the schema and is refused";
    }
    for (const auto& [key, ignored] : fields({"$defs", "author", "properties"}))
        EXPECT_EQ(
            take(R"({"text":"x","author":{"handle":"1",")" + std::string(key) + R"(":"https://a.example/"}})")
                .why,
            "")
            << key;
    EXPECT_EQ(fields({"$defs", "message", "properties"}).size(), 16u);
    EXPECT_EQ(fields({"$defs", "attachment", "properties"}).size(), 5u);
    for (const auto& each : json::list(*schema, "examples"))
        EXPECT_EQ(take(json::serialize(each)).why, "") << each;
    EXPECT_GE(json::list(*schema, "examples").size(), 2u);
}
}  // namespace channels::webhook
