#include "base/error.hpp"
#include "channels/archive/activity.hpp"
#include "channels/archive/open.hpp"
#include "channels/archive/scratch_test.hpp"

using namespace channels;
using namespace channels::archive;

namespace {
constexpr std::string_view outbox =
    R"({"id":"outbox.json","type":"OrderedCollection","totalItems":5,"orderedItems":[
 {"id":"https://town.example/users/Maison/statuses/1/activity","type":"Create","actor":"https://town.example/users/Maison",
  "published":"2026-10-14T06:30:00Z","to":["https://town.example/users/Maison/followers"],"cc":["as:Public"],
  "object":{"id":"https://town.example/users/Maison/statuses/1","type":"Note","summary":"bread","inReplyTo":"https://sea.example/users/ana/statuses/9",
   "published":"2026-10-14T06:30:00Z","url":"https://town.example/@maison/1","to":["https://town.example/users/Maison/followers"],"cc":["as:Public"],
   "content":"<p>Rye is <b>back</b><script>alert(1)</script></p>","contentMap":{"en":"<p>Rye is back</p>"},
   "conversation":"tag:town.example,2026:1","sensitive":true,
   "tag":[{"type":"Mention","href":"https://sea.example/users/ana","name":"@Ana@sea.example"},
          {"type":"Mention","href":"https://town.example/users/bo","name":"@bo"},{"type":"Hashtag","name":"#rye"}],
   "attachment":[{"type":"Document","mediaType":"image/png","url":"/media_attachments/files/1.png","name":"a loaf"},
                 {"type":"Document","mediaType":"image/png","url":"/media_attachments/files/gone.png"}]}},
 {"id":"https://town.example/users/Maison/statuses/2/activity","type":"Announce","actor":"https://town.example/users/Maison",
  "published":"2026-10-14T07:30:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],"object":"https://sea.example/users/ana/statuses/10"},
 {"id":"https://town.example/3","type":"Create","actor":"https://town.example/users/Maison","published":"2026-10-14T08:30:00Z",
  "to":["https://sea.example/users/ana"],"cc":[],"object":{"id":"https://town.example/users/Maison/statuses/3","type":"Question",
  "to":["https://sea.example/users/ana"],"cc":[],"content":"<p>Which?</p>","oneOf":[{"type":"Note","name":"rye"},{"type":"Note","name":"spelt"}]}},
 {"id":"https://town.example/4","type":"Like","actor":"https://town.example/users/Maison","published":"2026-10-14T08:30:00Z","object":"x"},
 "damaged"]})";
}  // namespace

TEST(MastodonOutbox, posts_boosts_and_polls_become_messages_of_the_owner) {
    Scratch scratch;
    scratch.write("outbox.json", outbox);
    scratch.write("actor.json", R"({"id":"https://town.example/users/Maison","name":"Maison Antoinette"})");
    scratch.write("media_attachments/files/1.png", "PNG");
    auto all = read_all("mastodon-outbox", {scratch.path()});
    ASSERT_EQ(all.messages.size(), 3u);
    const auto &post = all.messages[0], &boost = all.messages[1], &poll = all.messages[2];
    EXPECT_EQ(post.remote_id, "https://town.example/users/Maison/statuses/1");
    EXPECT_EQ(post.author, (model::Handle{"mastodon", "@maison@town.example", "Maison Antoinette"}));
    EXPECT_EQ(post.recipients, (std::vector<model::Handle>{{"mastodon", "@ana@sea.example"},
                                                           {"mastodon", "@bo@town.example"}}));
    EXPECT_EQ(post.text, "Rye is back");
    EXPECT_EQ(post.html.find("script"), post.html.npos);
    EXPECT_EQ(post.subject, "bread");
    EXPECT_EQ(post.visibility, model::Visibility::public_);
    EXPECT_EQ(post.direction, model::Direction::outbound);
    EXPECT_EQ(post.reply_to, std::vector<std::string>{"https://sea.example/users/ana/statuses/9"});
    EXPECT_EQ(post.conversation_key, "tag:town.example,2026:1");
    EXPECT_EQ(post.language, "en");
    ASSERT_EQ(post.attachments.size(), 1u);
    EXPECT_EQ(post.attachments[0].bytes, "PNG");
    EXPECT_EQ(post.attachments[0].description, "a loaf");
    EXPECT_EQ(json::serialize(post.extra.at("media")), R"(["/media_attachments/files/gone.png"])");
    EXPECT_EQ(boost.extra.at("repost"), "https://sea.example/users/ana/statuses/10");
    EXPECT_EQ(poll.text, "Which?\n- rye\n- spelt");
    EXPECT_EQ(poll.visibility, model::Visibility::private_);
}

TEST(MastodonOutbox, what_is_no_message_is_named_with_its_reason) {
    Scratch scratch;
    auto all = read_all("mastodon-outbox", {scratch.write("outbox.json", outbox)});
    EXPECT_EQ(all.messages.size(), 3u);
    ASSERT_EQ(all.refused.size(), 2u);
    EXPECT_EQ(all.refused[0].place + ": " + all.refused[0].why,
              "item 4: an activity of the type Like is no message");
    EXPECT_EQ(all.refused[1].place, "item 5");
}

TEST(MastodonOutbox, a_file_that_is_no_outbox_says_so) {
    Scratch scratch;
    auto all = read_all("mastodon-outbox", {scratch.write("other.json", "{\"a\":1}")});
    EXPECT_TRUE(all.messages.empty());
    ASSERT_EQ(all.refused.size(), 1u);
    EXPECT_THROW(format("mastodon-outbox")->open({scratch.write("x.tar.gz", "\x1f\x8b")}, {}), Error);
}

TEST(MastodonOutbox, addresses_of_people_become_handles) {
    EXPECT_EQ(fediverse_handle("https://Town.example/users/Ana"), "@ana@town.example");
    EXPECT_EQ(fediverse_handle("https://town.example/@ana"), "@ana@town.example");
    EXPECT_EQ(fediverse_handle("https://town.example/about"), "https://town.example/about");
    EXPECT_EQ(fediverse_handle(""), "");
}
