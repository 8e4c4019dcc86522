#include "channels/email/live_mail_test.hpp"

using namespace channels;
using namespace channels::email;
using namespace channels::email::test;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(Live, a_mail_is_here_within_two_seconds_of_its_acceptance) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    auto waiting = std::async(std::launch::async, [&] { return next_items(connector, cursor); });
    // Long enough to be sure that it waits in IDLE; nothing depends on it but the figure.
    EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(500)), std::future_status::timeout);
    deliver_from_ana("bread-1@customer.example", "Bread");
    auto accepted = std::chrono::steady_clock::now();
    auto items = waiting.get();
    auto took = std::chrono::steady_clock::now() - accepted;
    ASSERT_THAT(items, SizeIs(1));
    EXPECT_EQ(items[0].remote_id, "bread-1@customer.example");
    EXPECT_EQ(items[0].author.handle, customer_);
    EXPECT_EQ(items[0].text, "Is there bread left?");
    EXPECT_LT(took, std::chrono::seconds(2));
    RecordProperty("milliseconds", static_cast<int>(took / std::chrono::milliseconds(1)));
}

TEST_F(Live, a_change_of_uidvalidity_reads_everything_again_under_the_same_ids) {
    auto connector = connect(config_of(shop_));
    deliver_from_ana("kept-1@customer.example", "One");
    Cursor cursor;
    std::set<std::string> before, after;
    for (const auto& item : next_items(connector, cursor)) before.insert(item.remote_id);
    control("validity " + shop_);
    deliver_from_ana("kept-2@customer.example", "Two");
    // The old session may go on under the old numbers; a new one may not.
    auto fresh = connect(config_of(shop_));
    while (after.size() < 2)
        for (const auto& item : next_items(fresh, cursor)) after.insert(item.remote_id);
    EXPECT_THAT(before, testing::ElementsAre("kept-1@customer.example"));
    EXPECT_THAT(after, testing::ElementsAre("kept-1@customer.example", "kept-2@customer.example"));
}

TEST_F(Live, a_restart_of_the_server_in_the_middle_of_waiting_costs_nothing) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    std::set<std::string> seen;
    auto reading = std::async(std::launch::async, [&] {
        while (!seen.contains("after@customer.example")) try {
                auto batch = connector.next(cursor);
                cursor = batch.next;
                for (const auto& item : batch.items)
                    EXPECT_TRUE(seen.insert(item.remote_id).second) << item.remote_id;
            } catch (const ChannelError& error) {
                EXPECT_EQ(error.fault(), Fault::retry_later) << error.text();
                std::this_thread::yield();
            }
    });
    EXPECT_EQ(reading.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
    control("restart");
    deliver_from_ana("after@customer.example", "After");
    ASSERT_EQ(reading.wait_for(std::chrono::seconds(60)), std::future_status::ready);
    EXPECT_THAT(seen, testing::ElementsAre("after@customer.example"));
}

TEST_F(Live, stop_wakes_a_waiting_reader_at_once) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    auto waiting = std::async(std::launch::async, [&] {
        for (auto moved = true; moved;) {
            auto next = connector.next(cursor).next;
            moved = next != cursor;
            cursor = next;
        }
    });
    EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(500)), std::future_status::timeout);
    connector.stop();
    EXPECT_EQ(waiting.wait_for(std::chrono::seconds(2)), std::future_status::ready);
}

TEST_F(Live, a_mail_of_ten_thousand_parts_is_read_and_costs_no_other) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    std::string parts =
        "From: " + customer_ +
        "\r\nMessage-ID: <parts@customer.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere are all the crumbs.\r\n";
    for (int i = 0; i < 10'050; ++i) parts += "--b\r\nContent-Type: image/png\r\n\r\nx\r\n";
    deliver(parts + "--b--\r\n", customer_, shop_);
    deliver_from_ana("next@customer.example", "Next");
    std::map<std::string, model::Inbound> items;
    while (items.size() < 2)
        for (auto& item : next_items(connector, cursor)) items[item.remote_id] = std::move(item);
    const auto& crumbs = items.at("parts@customer.example");
    EXPECT_EQ(crumbs.text, "Here are all the crumbs.");
    EXPECT_THAT(crumbs.attachments, SizeIs(250));
    EXPECT_THAT(json::serialize(crumbs.extra.at("notes")), HasSubstr("more than 10000 parts"));
    EXPECT_TRUE(items.contains("next@customer.example"));
}

TEST_F(Live, a_mail_of_sixty_megabytes_comes_without_its_attachments) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    std::string large =
        "From: " + customer_ +
        "\r\nMessage-ID: <film@customer.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe film of the feast.\r\n"
        "--b\r\nContent-Type: video/mp4; name=feast.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    while (large.size() < 60'000'000) large += std::string(76, 'A') + "\r\n";
    deliver(large + "--b--\r\n", customer_, shop_);
    auto item = next_items(connector, cursor).front();
    EXPECT_EQ(item.text, "The film of the feast.");
    EXPECT_THAT(item.attachments, SizeIs(0));
    EXPECT_THAT(json::serialize(item.extra.at("notes")), HasSubstr("only its beginning was fetched"));
}

TEST_F(Live, the_first_connection_reads_at_most_the_newest_five_hundred) {
    auto inbox = session_of(shop_);
    for (int i = 0; i < 520; ++i)
        inbox->append("INBOX",
                      "From: " + customer_ + "\r\nMessage-ID: <old-" + std::to_string(i) +
                          "@x.example>\r\n\r\n" + std::to_string(i),
                      outside_.clock.now());
    auto connector = connect(config_of(shop_));
    Cursor cursor;
    std::vector<model::Inbound> items;
    while (items.size() < 500) {
        auto some = next_items(connector, cursor);
        EXPECT_LE(some.size(), 200u);
        for (auto& item : some) items.push_back(std::move(item));
    }
    EXPECT_THAT(items, SizeIs(500));
    EXPECT_EQ(items.front().remote_id, "old-20@x.example");
    EXPECT_EQ(items.back().remote_id, "old-519@x.example");
}

TEST_F(Live, reading_does_not_mark_as_read_unless_asked_to) {
    deliver_from_ana("seen@customer.example", "Seen");
    for (const auto* flag : {"false", "true"}) {
        auto config = config_of(shop_);
        config.options["mark_seen"] = flag;
        auto connector = connect(config);
        Cursor cursor;
        EXPECT_THAT(next_items(connector, cursor), SizeIs(1));
        control("seen " + shop_ + " " + (flag == std::string("true") ? "1" : "0"));
    }
}
