#pragma once
#include "base/random.hpp"
#include "channels/bluesky/connector.hpp"
#include "channels/bluesky/town_test.hpp"
#include "channels/leaping_pause_test.hpp"

// For tests only: a town, and a connector whose clock stands in the test's hand.
namespace channels::bluesky {

class InTown : public testing::Test {
protected:
    std::unique_ptr<Connected> connect(std::map<std::string, std::string> more = {}) {
        auto config = town.config();
        for (auto& [key, value] : more) config.options[key] = value;
        return std::make_unique<Connected>(config, around, std::make_unique<LeapingPause>(clock));
    }
    // The next batch that brings anything; empty after a hundred looks.
    Batch next(Connected& connector) {
        for (int tries = 0; tries < 100; ++tries) {
            auto batch = connector.next(cursor);
            cursor = batch.next;
            if (!batch.items.empty() || !batch.edits.empty() || !batch.deleted.empty() ||
                !batch.reactions.empty())
                return batch;
        }
        return {};
    }
    model::Outgoing answer(const std::string& parent, const std::string& text) const {
        model::Outgoing out;
        out.idempotency_key = Id::at(clock.now(), 77).text(), out.text = text, out.reply_to = parent;
        out.to = {"bluesky", Town::ana}, out.audience = "public";
        out.sent_at = *Time::parse("2026-10-14T06:29:00Z");
        return out;
    }
    static std::optional<ChannelError> failure(const std::function<void()>& work) {
        try {
            work();
            return std::nullopt;
        } catch (const ChannelError& error) {
            EXPECT_FALSE(error.text().empty());
            return error;
        }
    }

    net::HttpOptions trust{.guard = {.allowed_ranges = {"127.0.0.0/8"}}};
    ManualClock clock{*Time::parse("2026-10-14T06:30:00Z")};
    SeededRandom random{7};
    std::unique_ptr<net::Http> http = net::make_http(trust);
    std::unique_ptr<net::Mailer> mailer = net::make_mailer(trust);
    Surroundings around{clock, random, *http, *mailer, trust};
    Town town;
    Cursor cursor;
};

}  // namespace channels::bluesky
