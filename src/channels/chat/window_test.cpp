#include "base/random.hpp"
#include "channels/chat/connector.hpp"
#include "channels/chat/letter.hpp"
#include "channels/chat/origin.hpp"

namespace channels::chat {
namespace {
ChannelConfig config(std::map<std::string, std::string> more = {}) {
    more.insert({"pages", "https://www.maison.example, shop.maison.example:8443"});
    return {.id = {7}, .name = "Chat", .options = std::move(more), .signing_key = "key"};
}
const Visits& visits() {
    return *network("chat")->visits;
}
std::string option_at_fault(const char* option, const char* value) {
    try {
        Settings::read(config({{option, value}}));
        return "";
    } catch (const Error& error) {
        EXPECT_FALSE(error.text().empty());
        return error.field();
    }
}

TEST(ChatWindow, opens_on_its_own_pages_only) {
    for (auto* page : {"https://www.maison.example", "https://shop.maison.example:8443"})
        EXPECT_TRUE(visits().welcome(config(), page)) << page;
    for (auto* page :
         {"http://www.maison.example", "https://maison.example", "https://www.maison.example:8443", "null",
          "", "https://www.maison.example.evil.example", "https://evil.example"})
        EXPECT_FALSE(visits().welcome(config(), page)) << page;
}

TEST(ChatWindow, takes_addresses_of_pages_as_people_paste_them) {
    EXPECT_EQ(
        origins("HTTPS://Www.Maison.example:443/contact?x, http://[::1]:80/ maison.example"),
        (std::vector<std::string>{"https://www.maison.example", "http://[::1]", "https://maison.example"}));
    EXPECT_EQ(site(origins("https://www.maison.example:8443/")), "www.maison.example");
    EXPECT_THROW(origins("ftp://maison.example"), Error);
}

TEST(ChatWindow, says_which_option_is_wrong) {
    EXPECT_EQ(option_at_fault("title", "Maison"), "");
    EXPECT_EQ(option_at_fault("pages", ""), "pages");
    EXPECT_EQ(option_at_fault("colour", "red"), "colour");
    EXPECT_EQ(option_at_fault("hours", "always"), "hours");
    EXPECT_EQ(option_at_fault("zone", "Middle/Earth"), "zone");
    EXPECT_EQ(option_at_fault("secret", "short"), "secret");
    EXPECT_EQ(option_at_fault("privacy", "javascript:alert(1)"), "privacy");
}

TEST(ChatWindow, promises_only_what_the_company_said) {
    auto now = *Time::parse("2026-10-14T06:30:00Z");
    auto silent = visits().window(config(), now);
    EXPECT_TRUE(silent["open"].as_bool());
    EXPECT_TRUE(silent["closes_at"].is_null());
    auto shut = visits().window(config({{"hours", "Mo-Fr 9-18"}, {"zone", "Europe/Paris"}}), now);
    EXPECT_FALSE(shut["open"].as_bool());
    EXPECT_EQ(shut["opens_at"].as_string(), "2026-10-14T07:00:00.000Z");
    EXPECT_FALSE(shut.contains("secret"));
}

TEST(ChatWindow, sends_what_fits_and_finds_whatever_was_sent) {
    Window window(config());
    model::Outgoing out;
    out.idempotency_key = "1", out.text = "Yes";
    EXPECT_EQ(window.send(out).state, Receipt::State::sent);
    EXPECT_FALSE(window.send(out).remote_id.empty())
        << "what has no name over there cannot be edited or deleted";
    EXPECT_TRUE(window.look_for(out) == Sighting::found);
    out.attachments = {{.name = "film", .media_type = "video/mp4", .size = 11u << 20}};
    EXPECT_THROW(window.send(out), ChannelError);
    out.attachments.assign(6, {.name = "a", .media_type = "text/plain", .size = 1});
    EXPECT_THROW(window.send(out), ChannelError);
}

TEST(ChatWindow, is_open_at_once_and_stops_waiting_at_once) {
    Window window(config());
    EXPECT_FALSE(window.next({}).next.text.empty());
    std::thread waiting([&] { EXPECT_EQ(window.next({"7"}).next.text, "7"); });
    window.stop();
    waiting.join();
}

TEST(ChatWindow, writes_a_mail_with_the_answer_and_what_came_before) {
    auto settings = Settings::read(config({{"title", "Maison"}}));
    auto mail = letter(settings, {{true, "Mara", "Yes, at noon.", 1}},
                       {{false, "", "Is there\nrye?", 0}, {true, "Mara", std::string(900, 'x'), 0}});
    EXPECT_EQ(mail.subject, "Your chat with Maison");
    EXPECT_TRUE(mail.text.starts_with("Yes, at noon.\n[1 file]\n\nMara\n\n")) << mail.text;
    EXPECT_NE(mail.text.find("> You: Is there\n> rye?\n"), std::string::npos) << mail.text;
    EXPECT_NE(mail.text.find(" …\n"), std::string::npos);
    EXPECT_LT(mail.text.size(), 1'000u);
}

TEST(ChatWindow, shows_members_by_first_name_or_not_at_all) {
    EXPECT_EQ(signature(Settings::read(config({{"title", "Maison"}})), "Mara Lindqvist"), "Mara");
    auto shy = Settings::read(config({{"title", "Maison"}, {"show_names", "false"}}));
    EXPECT_EQ(signature(shy, "Mara Lindqvist"), "Maison");
}
}  // namespace
}  // namespace channels::chat
