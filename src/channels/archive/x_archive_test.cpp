#include <zip.h>

#include "base/error.hpp"
#include "channels/archive/open.hpp"
#include "channels/archive/scratch_test.hpp"
#include "channels/archive/tweet.hpp"

using namespace channels;
using namespace channels::archive;

namespace {
constexpr std::string_view account =
    R"(window.YTD.account.part0 = [{"account":{"username":"MaisonAntoinette","accountId":"7","accountDisplayName":"Maison Antoinette"}}])";
constexpr std::string_view tweets = R"(window.YTD.tweets.part0 = [
 {"tweet":{"id_str":"101","created_at":"Wed Oct 14 06:30:00 +0000 2026","lang":"fr","full_text":"Le pain &amp; le reste https://t.co/a https://t.co/p",
   "entities":{"urls":[{"url":"https://t.co/a","expanded_url":"https://maison.example/pain"}],
     "user_mentions":[{"screen_name":"Ana","name":"Ana Lund","id_str":"8"}],
     "media":[{"url":"https://t.co/p","media_url_https":"https://pbs.example/media/rye.jpg","ext_alt_text":"rye bread"}]}}},
 {"tweet":{"id_str":"102","created_at":"Wed Oct 14 06:40:00 +0000 2026","full_text":"@ana it is back",
   "in_reply_to_status_id_str":"90","in_reply_to_screen_name":"Ana","entities":{}}},
 {"tweet":{"id_str":"103","created_at":"some day","full_text":"?"}},
 {"tweet":"damaged"}
])";
constexpr std::string_view direct =
    R"(window.YTD.direct_messages.part0 = [{"dmConversation":{"conversationId":"7-8","messages":[
   {"messageCreate":{"id":"202","senderId":"7","recipientId":"8","text":"Yes, at nine","createdAt":"2026-10-14T08:01:00.000Z"}},
   {"messageCreate":{"id":"201","senderId":"8","recipientId":"7","text":"Do you open &lt; nine?","createdAt":"2026-10-14T08:00:00.000Z"}},
   {"joinConversation":{"initiatingUserId":"8"}}]}}])";

void write_archive(const Scratch& scratch) {
    scratch.write("data/account.js", account);
    scratch.write("data/tweets.js", tweets);
    scratch.write("data/direct-messages.js", direct);
    scratch.write("data/direct-message-headers.js", "window.YTD.direct_message_headers.part0 = [{}]");
    scratch.write("data/tweets_media/101-rye.jpg", "JPEG");
}

void expect_everything(const Everything& all) {
    ASSERT_EQ(all.messages.size(), 4u);
    const auto &post = all.messages[0], &reply = all.messages[1], &question = all.messages[2],
               &answer = all.messages[3];
    EXPECT_EQ(post.text, "Le pain & le reste https://maison.example/pain");
    EXPECT_EQ(post.author, (model::Handle{"x", "@maisonantoinette", "Maison Antoinette"}));
    EXPECT_EQ(post.recipients, (std::vector<model::Handle>{{"x", "@ana", "Ana Lund"}}));
    EXPECT_EQ(post.direction, model::Direction::outbound);
    EXPECT_EQ(post.visibility, model::Visibility::public_);
    EXPECT_EQ(post.language, "fr");
    EXPECT_EQ(post.url, "https://x.com/maisonantoinette/status/101");
    ASSERT_EQ(post.attachments.size(), 1u);
    EXPECT_EQ(post.attachments[0].bytes, "JPEG");
    EXPECT_EQ(post.attachments[0].media_type, "image/jpeg");
    EXPECT_EQ(post.attachments[0].description, "rye bread");
    EXPECT_EQ(reply.reply_to, std::vector<std::string>{"90"});
    EXPECT_EQ(question.text, "Do you open < nine?");
    EXPECT_EQ(question.author, (model::Handle{"x", "@ana", "Ana Lund"}));
    EXPECT_EQ(question.visibility, model::Visibility::private_);
    EXPECT_EQ(question.direction, model::Direction::inbound);
    EXPECT_EQ(answer.direction, model::Direction::outbound);
    EXPECT_EQ(answer.conversation_key, question.conversation_key);
    ASSERT_EQ(all.refused.size(), 2u);
    EXPECT_TRUE(all.refused[0].place.ends_with("data/tweets.js, item 3")) << all.refused[0].place;
    EXPECT_EQ(all.refused[0].why, "its time cannot be understood");
    EXPECT_EQ(all.refused[1].why, "it has no id");
}

std::string zipped(const Scratch& scratch, const std::vector<std::pair<std::string, std::string>>& files) {
    auto path = scratch.path() + "/archive.zip";
    auto* zip = zip_open(path.c_str(), ZIP_CREATE, nullptr);
    for (const auto& [name, bytes] : files)
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), 0);
    zip_close(zip);
    return path;
}
}  // namespace

TEST(XArchive, a_folder_gives_posts_replies_and_direct_messages) {
    Scratch scratch;
    write_archive(scratch);
    expect_everything(read_all("x-archive", {scratch.path()}));
}

TEST(XArchive, a_zip_gives_the_same) {
    Scratch scratch;
    auto zip = zipped(scratch, {{"x-2026/data/account.js", std::string(account)},
                                {"x-2026/data/tweets.js", std::string(tweets)},
                                {"x-2026/data/direct-messages.js", std::string(direct)},
                                {"x-2026/data/tweets_media/101-rye.jpg", "JPEG"}});
    expect_everything(read_all("x-archive", {zip}));
}

TEST(XArchive, a_zip_that_unpacks_to_absurd_sizes_is_refused) {
    Scratch scratch;
    auto zip = zipped(scratch, {{"data/tweets.js", std::string(101u << 20, ' ')}});
    EXPECT_THROW(format("x-archive")->open({zip}, {}), Error);
    EXPECT_THROW(format("x-archive")->open({scratch.write("broken.zip", "PK\x03\x04 and nothing")}, {}),
                 Error);
}

TEST(XArchive, pictures_that_are_missing_are_named_where_they_were) {
    Scratch scratch;
    scratch.write("data/account.js", account);
    scratch.write("data/tweets.js", tweets);
    auto all = read_all("x-archive", {scratch.path()});
    EXPECT_TRUE(all.messages[0].attachments.empty());
    EXPECT_EQ(json::serialize(all.messages[0].extra.at("media")), R"(["https://pbs.example/media/rye.jpg"])");
}

TEST(XArchive, whose_it_is_must_be_known) {
    Scratch scratch;
    scratch.write("data/tweets.js", tweets);
    EXPECT_THROW(format("x-archive")->open({scratch.path()}, {}), Error);
    auto all = read_all("x-archive", {scratch.path()}, {{}, "@Maison"});
    EXPECT_EQ(all.messages[0].author.handle, "@maison");
}

TEST(XArchive, old_archives_are_read) {
    Scratch scratch;
    scratch.write(
        "data/js/tweets/2013_05.js",
        "Grailbird.data.tweets_2013_05 = \n [ {\"id_str\":\"1\",\"created_at\":\"2013-05-01 10:00:00 +0000\","
        "\"text\":\"bonjour\",\"entities\":{\"media\":[{\"expanded_url\":\"http://twitter.com/maison/status/"
        "1/photo/1\","
        "\"media_url\":\"http://pbs.example/1.jpg\",\"url\":\"http://t.co/1\"}]}} ]");
    auto all = read_all("x-archive", {scratch.path()});
    ASSERT_EQ(all.messages.size(), 1u);
    EXPECT_EQ(all.messages[0].author.handle, "@maison");
    EXPECT_EQ(all.messages[0].sent_at.rfc3339(), "2013-05-01T10:00:00.000Z");
}

TEST(XArchive, a_file_that_ends_too_early_gives_what_came_before_and_says_so) {
    Scratch scratch;
    scratch.write("data/account.js", account);
    scratch.write("data/tweets.js", tweets.substr(0, tweets.find("\"102\"")));
    auto all = read_all("x-archive", {scratch.path()});
    EXPECT_EQ(all.messages.size(), 1u);
    EXPECT_EQ(all.refused.size(), 2u);
}
