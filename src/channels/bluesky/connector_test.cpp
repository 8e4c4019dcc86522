#include "channels/bluesky/connector.hpp"

#include "channels/bluesky/ground_test.hpp"

namespace channels::bluesky {
namespace {
class BlueskyReading : public InTown {};
class BlueskyWriting : public InTown {};
class BlueskyDeeds : public InTown {};

json::object pictures(const std::string& address) {
    return {
        {"embed", json::object{{"$type", "app.bsky.embed.images#view"},
                               {"images", json::array{json::object{{"fullsize", address + "/loaf.jpg"},
                                                                   {"alt", "a black loaf"}},
                                                      json::object{{"fullsize", address + "/gone.jpg"}}}}}}};
}

TEST_F(BlueskyReading, tells_who_we_are_and_how_often_we_may_ask) {
    town.mention("hello");
    auto connector = connect();
    auto batch = next(*connector);
    ASSERT_TRUE(batch.health);
    EXPECT_EQ(batch.health->account, "@hello.town.example");
    EXPECT_EQ(batch.health->audience, 4200);
    EXPECT_EQ(batch.health->remaining, 2950);
    EXPECT_EQ(batch.health->limit, 3000);
    EXPECT_EQ(batch.health->resets_at, Time{1'791'959'700'000});
    ASSERT_EQ(batch.items.size(), 1u);
    EXPECT_TRUE(batch.items[0].addressed);
    EXPECT_EQ(batch.items[0].author.name, "Ana");
}

// As the network says it of an account that it has not met.
std::optional<net::Response> not_found(const net::Request& request) {
    if (!request.path.ends_with("getProfile") && !request.path.ends_with("getAuthorFeed"))
        return std::nullopt;
    net::Response answer;
    answer.status = 400, answer.body = R"({"error":"InvalidRequest","message":"Profile not found"})";
    answer.headers.set("Content-Type", "application/json");
    return answer;
}

TEST_F(BlueskyReading, an_account_that_the_network_has_not_met_yet_is_read_and_counted_later) {
    bool met = false;
    town.meddle([&](const net::Request& request) { return met ? std::nullopt : not_found(request); });
    town.mention("hello");
    auto connector = connect();
    auto batch = next(*connector);
    EXPECT_EQ(batch.items.size(), 1u);
    EXPECT_EQ(batch.health->audience, -1);
    met = true;
    town.mention("again");
    EXPECT_EQ(next(*connector).health->audience, 4200);
}

TEST_F(BlueskyReading, says_at_once_that_nobody_is_called_so) {
    town.meddle(not_found);
    auto refused = failure([&] { connect({{"listen", "@nobody.town.example"}})->probe(3); });
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->text(), "Nobody on Bluesky is called @nobody.town.example.");
    EXPECT_EQ(refused->field(), "listen");
}

TEST_F(BlueskyReading, a_long_absence_costs_nothing) {
    auto connector = connect();
    town.mention("first");
    EXPECT_EQ(next(*connector).items.size(), 1u);
    for (int i = 0; i < 233; ++i) town.mention("again");
    std::multiset<std::string> ids;
    for (int i = 0; i < 5; ++i)
        for (const auto& each : next(*connector).items) ids.insert(each.remote_id);
    EXPECT_EQ(ids.size(), 233u);
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 233u);
}

TEST_F(BlueskyReading, honours_deletions_that_nobody_tells_of) {
    auto connector = connect();
    auto one = town.mention("burnt"), two = town.mention("cold");
    next(*connector);
    town.take_away(two);
    EXPECT_EQ(next(*connector).deleted, std::vector{two});
    town.take_away(one);
    EXPECT_EQ(next(*connector).deleted, std::vector{one});
}

// Whoever blocks us hides what was said; that it was deleted is another matter.
TEST_F(BlueskyReading, what_is_only_hidden_from_us_stays) {
    auto connector = connect();
    auto one = town.mention("burnt");
    next(*connector);
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/xrpc/app.bsky.feed.getPosts") return std::nullopt;
        return net::Response{.body = R"({"posts":[]})"};
    });
    EXPECT_TRUE(next(*connector).deleted.empty());
}

TEST_F(BlueskyReading, a_label_that_comes_later_puts_a_warning_before_it) {
    auto connector = connect();
    auto one = town.mention("burnt");
    next(*connector);
    town.change_view(one, {{"labels", json::array{json::object{{"val", "graphic-media"},
                                                               {"cts", "2026-10-14T06:40:00.000Z"}}}}});
    auto batch = next(*connector);
    ASSERT_EQ(batch.edits.size(), 1u);
    EXPECT_EQ(batch.edits[0].subject, "Labelled: graphic media");
    EXPECT_EQ(batch.edits[0].edited_at, *Time::parse("2026-10-14T06:40:00Z"));
}

TEST_F(BlueskyReading, a_stranger_in_a_thread_comes_with_what_was_said_before) {
    auto root = town.post("did:plc:eve", "Fresh bread!");
    auto middle = town.post(Town::ben, "Where?", Town::answering(root, root));
    town.mention("ask @hello", Town::answering(root, middle));
    auto connector = connect();
    auto batch = next(*connector);
    ASSERT_EQ(batch.items.size(), 3u);
    EXPECT_EQ(
        std::count_if(batch.items.begin(), batch.items.end(), [](auto& each) { return each.addressed; }), 1);
}

TEST_F(BlueskyReading, fetches_pictures_with_their_description) {
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/loaf.jpg") return std::nullopt;
        EXPECT_EQ(request.headers.get("Authorization"), "");  // nobody else gets our token
        return net::Response{.headers = {{"Content-Type", "image/webp"}}, .body = "WEBP bytes"};
    });
    town.change_view(town.mention("look"), pictures(town.address()));
    auto connector = connect();
    auto batch = next(*connector);
    ASSERT_EQ(batch.items.size(), 1u);
    ASSERT_EQ(batch.items[0].attachments.size(), 2u);
    EXPECT_EQ(batch.items[0].attachments[0].bytes, "WEBP bytes");
    EXPECT_EQ(batch.items[0].attachments[0].name, "picture-1.webp");
    EXPECT_EQ(batch.items[0].attachments[0].media_type, "image/webp");
    EXPECT_EQ(batch.items[0].attachments[0].description, "a black loaf");
    EXPECT_EQ(batch.items[0].attachments[1].bytes, "");
}

TEST_F(BlueskyReading, listens_to_words_and_people_and_hears_what_is_not_for_us) {
    auto heard = town.post(Town::ben, "#bread");
    town.post("did:plc:eve", "good morning");
    town.meddle([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/xrpc/app.bsky.feed.searchPosts") return std::nullopt;
        EXPECT_EQ(request.query.at("q"), "#bread");
        auto view = Town::reference(heard);
        view["author"] = Town::profile(Town::ben), view["indexedAt"] = "2026-10-14T06:30:00Z";
        view["record"] = json::object{{"$type", "app.bsky.feed.post"}, {"text", "#bread"}};
        return net::Response{.body = json::serialize(json::object{{"posts", json::array{view}}})};
    });
    auto connector = connect({{"listen", "#bread @did:plc:eve"}});
    auto batch = next(*connector);
    ASSERT_EQ(batch.items.size(), 2u);
    for (const auto& each : batch.items) EXPECT_FALSE(each.addressed);
    EXPECT_THROW(connect({{"listen", "@ana"}}), ChannelError);
}

TEST_F(BlueskyReading, leaves_the_last_requests_to_those_who_write) {
    auto connector = connect();
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/xrpc/app.bsky.feed.getAuthorFeed") return std::nullopt;
        return net::Response{.headers = {{"RateLimit-Remaining", "3"}, {"RateLimit-Reset", "1791960120"}},
                             .body = "{}"};
    });
    auto batch = connector->next({});
    EXPECT_EQ(State::read(batch.next, Town::us).next_at, Time{1'791'960'120'000});
}

TEST_F(BlueskyReading, another_account_starts_anew) {
    auto connector = connect();
    town.mention("hello");
    next(*connector);
    EXPECT_TRUE(State::read(cursor, "did:plc:other").fresh("x"));
    EXPECT_FALSE(State::read(cursor, "did:plc:other").newest);
    EXPECT_TRUE(State::read(cursor, Town::us).newest);
}

TEST_F(BlueskyWriting, answers_in_the_thread_with_a_key_of_ours) {
    auto root = town.post(Town::ben, "Fresh bread!");
    auto asked = town.mention("open?", Town::answering(root, root));
    auto connector = connect();
    auto message = answer(asked, "Until six. See maison.example.org/hours");
    auto receipt = connector->send(message);
    EXPECT_EQ(receipt.state, Receipt::State::sent);
    EXPECT_EQ(receipt.remote_id, std::string("at://") + Town::us + "/app.bsky.feed.post/" +
                                     tid(*Id::parse(message.idempotency_key)));
    json::value record(town.record(receipt.remote_id));
    EXPECT_EQ(json::text(record, "text"), "Until six. See maison.example.org/hours");
    EXPECT_EQ(json::text(record, "createdAt"), "2026-10-14T06:29:00.000Z");
    EXPECT_EQ(*json::find(record, {"reply", "root"}), json::value(Town::reference(root)));
    EXPECT_EQ(*json::find(record, {"reply", "parent"}), json::value(Town::reference(asked)));
    EXPECT_EQ(json::list(record, "facets").size(), 1u);
}

// A long answer goes out as several, faster than the network shows the first of them.
TEST_F(BlueskyWriting, what_we_wrote_a_moment_ago_can_be_answered) {
    auto asked = town.mention("open?");
    auto connector = connect();
    auto first = connector->send(answer(asked, "Until six,")).remote_id;
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/xrpc/app.bsky.feed.getPosts") return std::nullopt;
        return net::Response{.body = R"({"posts":[]})"};
    });
    auto second = answer(first, "but not on Sunday.");
    second.idempotency_key = Id::at(clock.now(), 78).text();
    json::value record(town.record(connector->send(second).remote_id));
    EXPECT_EQ(*json::find(record, {"reply", "root"}), json::value(Town::reference(asked)));
    EXPECT_EQ(*json::find(record, {"reply", "parent"}), json::value(Town::reference(first)));
}

TEST_F(BlueskyWriting, what_begins_names_whom_it_is_for) {
    auto connector = connect();
    json::value record(town.record(connector->send(answer("", "your cake is ready")).remote_id));
    EXPECT_EQ(json::text(record, "text"), "@ana.town.example your cake is ready");
    EXPECT_EQ(json::text(json::list(json::list(record, "facets").front(), "features").front(), "did"),
              Town::ana);
}

TEST_F(BlueskyWriting, takes_pictures_along_and_shows_a_post_that_is_linked) {
    auto quoted = town.post(Town::ana, "Best rye in town");
    auto message = answer(
        "", "Thank you! https://bsky.app/profile/did:plc:ana/post/" + quoted.substr(quoted.rfind('/') + 1));
    message.to = {};
    message.attachments = {
        {.name = "loaf.png", .media_type = "image/png", .bytes = "PNG", .description = "a loaf"}};
    auto connector = connect();
    json::value record(town.record(connector->send(message).remote_id));
    EXPECT_EQ(json::text(*json::find(record, {"embed"}), "$type"), "app.bsky.embed.recordWithMedia");
    EXPECT_EQ(*json::find(record, {"embed", "record", "record"}), json::value(Town::reference(quoted)));
    const auto& image = json::list(*json::find(record, {"embed", "media"}), "images").front();
    EXPECT_EQ(json::text(image, "alt"), "a loaf");
    EXPECT_EQ(json::text(*json::find(image, {"image"}), "$type"), "blob");
    auto upload = town.requests("com.atproto.repo.uploadBlob").at(0);
    EXPECT_EQ(upload.body, "PNG");
    EXPECT_EQ(upload.headers.get("Content-Type"), "image/png");
    message.attachments[0].media_type = "application/pdf";
    auto error = failure([&] { connector->send(message); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
}

TEST_F(BlueskyWriting, a_refusal_is_told_in_the_servers_words) {
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/xrpc/com.atproto.repo.putRecord") return std::nullopt;
        return Town::refusal(400, "InvalidRequest", "Record/text must not be longer than 300 graphemes");
    });
    auto error = failure([&] { connect()->send(answer("", "x")); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
    EXPECT_NE(error->text().find("300 graphemes"), std::string::npos);
}

TEST_F(BlueskyWriting, what_was_applied_before_the_failure_is_found_and_never_doubled) {
    auto connector = connect();
    auto message = answer("", "Until six.");
    town.meddle([](const net::Request& request) -> std::optional<net::Response> {
        if (request.path != "/xrpc/com.atproto.repo.putRecord") return std::nullopt;
        return net::Response{.status = 502, .body = "bad gateway"};
    });
    EXPECT_EQ(connector->send(message).state, Receipt::State::unknown);
    EXPECT_EQ(connector->look_for(message), Sighting::absent);
    town.meddle({});
    auto sent = connector->send(message);
    auto seen = connector->look_for(message);
    EXPECT_EQ(seen, Sighting::found);
    EXPECT_EQ(seen.remote_id, sent.remote_id);
    // Sent again all the same, and even with other words: it stays what it was, once.
    EXPECT_EQ(connector->send(message).remote_id, sent.remote_id);
    message.sent_at = message.sent_at + 1;
    EXPECT_EQ(connector->send(message).remote_id, sent.remote_id);
    EXPECT_EQ(town.posts(), 1u);
    message.text = "Until seven.";
    EXPECT_TRUE(failure([&] { connector->send(message); }));
}

TEST_F(BlueskyWriting, what_never_left_is_tried_again_and_429_waits_to_the_second) {
    auto config = town.config();
    config.options["server"] = "http://127.0.0.1:1";
    auto nowhere = failure([&] { Connected(config, around).send(answer("", "x")); });
    ASSERT_TRUE(nowhere);
    EXPECT_EQ(nowhere->fault(), Fault::retry_later);
    auto connector = connect();
    connector->next({});
    town.meddle([](const net::Request&) -> std::optional<net::Response> {
        return net::Response{.status = 429, .headers = {{"RateLimit-Reset", "1791959717"}}};
    });
    auto busy = failure([&] { connector->send(answer("", "x")); });
    ASSERT_TRUE(busy);
    EXPECT_EQ(busy->fault(), Fault::retry_later);
    EXPECT_EQ(busy->retry_at(), Time{1'791'959'717'000});
}

TEST_F(BlueskyWriting, whom_we_may_not_answer_is_told_before) {
    auto asked = town.mention("open?");
    town.change_view(asked, {{"viewer", json::object{{"replyDisabled", true}}}});
    auto error = failure([&] { connect()->send(answer(asked, "Yes")); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
    auto gone = failure([&] { connect()->send(answer("at://did:plc:ana/app.bsky.feed.post/3gone", "Yes")); });
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->fault(), Fault::gone);
}

TEST_F(BlueskyDeeds, are_done_once_and_undone) {
    auto id = town.mention("lovely");
    auto connector = connect();
    model::Deed like{.act = model::Deed::Act::like, .key = Id::at(clock.now(), 5).text(), .target = id};
    auto made = connector->act(like).remote_id;
    EXPECT_EQ(connector->act(like).remote_id, made);
    EXPECT_EQ(*json::find(town.record(made), {"subject"}), json::value(Town::reference(id)));
    connector->act({.act = model::Deed::Act::like, .undo = true, .target = id, .remote_id = made});
    EXPECT_TRUE(town.record(made).empty());
    model::Deed follow{
        .act = model::Deed::Act::follow, .key = Id::at(clock.now(), 6).text(), .who = {"bluesky", Town::ana}};
    EXPECT_EQ(json::text(json::value(town.record(connector->act(follow).remote_id)), "subject"), Town::ana);
    auto gone = failure([&] {
        connector->act({.act = model::Deed::Act::repost,
                        .key = like.key,
                        .target = "at://did:plc:ana/app.bsky.feed.post/3g"});
    });
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->fault(), Fault::gone);
}

TEST_F(BlueskyDeeds, what_was_done_elsewhere_is_not_done_again) {
    auto id = town.mention("lovely");
    town.change_view(
        id, {{"viewer", json::object{{"like", "at://did:plc:hello/app.bsky.feed.like/3elsewhere"}}}});
    auto connector = connect();
    auto made =
        connector->act({.act = model::Deed::Act::like, .key = Id::at(clock.now(), 5).text(), .target = id});
    EXPECT_EQ(made.remote_id, "at://did:plc:hello/app.bsky.feed.like/3elsewhere");
    EXPECT_TRUE(town.requests("com.atproto.repo.putRecord").empty());
}

TEST_F(BlueskyDeeds, only_what_is_ours_is_deleted_and_late_is_no_error) {
    auto connector = connect();
    auto ours = connector->send(answer("", "at six")).remote_id;
    auto theirs = town.mention("hello");
    model::Deed erase{.act = model::Deed::Act::erase, .target = ours};
    connector->act(erase);
    EXPECT_TRUE(town.record(ours).empty());
    EXPECT_EQ(connector->act(erase).state, Receipt::State::sent);
    connector->act({.act = model::Deed::Act::erase, .target = theirs});
    EXPECT_FALSE(town.record(theirs).empty());
    EXPECT_TRUE(failure([&] { connector->act({.act = model::Deed::Act::edit, .target = ours}); }));
}
}  // namespace
}  // namespace channels::bluesky
