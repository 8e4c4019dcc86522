#include "channels/chat/body.hpp"

#include "base/error.hpp"

namespace channels::chat {
namespace {
std::string field_at_fault(auto decode, const std::string& body) {
    try {
        decode(body);
        return "none";
    } catch (const Error& error) {
        EXPECT_FALSE(error.text().empty());
        return error.field();
    }
}

TEST(ChatBody, holds_a_message) {
    auto made = said(
        R"({"key":"a-1_Z","text":"  Is there\nrye?\u0007 ","page":"https://maison.example/a b","files":["x"]})");
    EXPECT_EQ(made.key, "a-1_Z");
    EXPECT_EQ(made.text, "Is there\nrye?");
    EXPECT_EQ(made.page, "https://maison.example/a%20b");
    EXPECT_EQ(made.files, std::vector<std::string>{"x"});
}

TEST(ChatBody, keeps_script_text_as_the_text_it_is) {
    EXPECT_EQ(said(R"({"key":"1","text":"<script>alert(1)</script>"})").text, "<script>alert(1)</script>");
    EXPECT_EQ(said(R"j({"key":"1","text":"hi","page":"javascript:alert(1)"})j").page, "");
}

TEST(ChatBody, of_a_message_that_is_none_names_the_field) {
    EXPECT_EQ(field_at_fault(said, R"({"text":"hi"})"), "key");
    EXPECT_EQ(field_at_fault(said, R"({"key":"a b","text":"hi"})"), "key");
    EXPECT_EQ(field_at_fault(said, R"({"key":7,"text":"hi"})"), "key");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1"})"), "text");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1","text":" \n "})"), "text");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1","text":["hi"]})"), "text");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1","text":")" + std::string(4'001, 'x') + "\"}"), "text");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1","text":"hi","files":"x"})"), "files");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1","text":"hi","files":["1","2","3","4","5","6"]})"), "files");
    EXPECT_EQ(field_at_fault(said, R"({"key":"1","text":"hi","files":[7]})"), "files");
    for (auto* body : {"", "[]", "null", "{", "\xff", R"({"a":{"a":{"a":{"a":{"a":1}}}}})"})
        EXPECT_EQ(field_at_fault(said, body), "") << body;
}

TEST(ChatBody, that_is_too_large_is_not_even_read) {
    EXPECT_NO_THROW(said(R"({"key":"1","text":"hi"})" + std::string(16'000, ' ')));
    try {
        said(R"({"key":"1","text":"hi"})" + std::string(17'000, ' '));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::too_large);
    }
}

TEST(ChatBody, holds_what_somebody_says_of_himself) {
    auto made = arrival(
        R"({"consent":true,"carry_on":true,"name":" Ana  Lima","email":"Ana@X.example","identity":"a.b"})");
    EXPECT_TRUE(made.consent && made.carry_on && !made.remember);
    EXPECT_EQ(made.name, "Ana Lima");
    EXPECT_EQ(made.email, "ana@x.example");
    EXPECT_EQ(made.proof, "a.b");
    EXPECT_FALSE(arrival("{}").consent);
    EXPECT_EQ(field_at_fault(arrival, R"({"consent":"yes"})"), "consent");
    EXPECT_EQ(field_at_fault(arrival, R"({"email":"nobody"})"), "email");
    EXPECT_EQ(field_at_fault(arrival, R"({"name":{}})"), "name");
}
}  // namespace
}  // namespace channels::chat
