#include "model/confirm_link.hpp"

#include <gtest/gtest.h>

namespace model {
namespace {
const std::string word(43, 'a');

TEST(ConfirmLink, is_a_mark_in_what_we_keep) {
    auto link = confirm_link("https://crm.example", word);
    EXPECT_EQ(link, "https://crm.example/confirm/" + word);
    EXPECT_EQ(without_confirm_links("Open " + link + " please.\n> " + link), "Open [link] please.\n> [link]");
    EXPECT_EQ(without_confirm_links("<a href=\"" + link + "\">" + link + "</a>"),
              "<a href=\"[link]\">[link]</a>");
    EXPECT_EQ(without_confirm_links(link), "[link]");
}

TEST(ConfirmLink, other_links_stay) {
    for (std::string text : {"https://crm.example/confirm/order-7", "no /confirm/ at all", "", "/confirm/"})
        EXPECT_EQ(without_confirm_links(text), text);
}

TEST(ConfirmLink, is_hidden_in_all_words_of_a_message) {
    Inbound item;
    item.text = "Yes: " + confirm_link("http://a", word), item.quoted = confirm_link("http://a", word);
    hide_confirm_links(item);
    EXPECT_EQ(item.text, "Yes: [link]");
    EXPECT_EQ(item.quoted, "[link]");
}
}  // namespace
}  // namespace model
