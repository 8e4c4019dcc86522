#pragma once
#include <filesystem>
#include <set>
#include <sstream>
#include <unistd.h>

#include "base/seal.hpp"
#include "courier/dispatch.hpp"
#include "courier/exchange.hpp"
#include "courier/intake.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/reactions.hpp"
#include "store/test_store.hpp"

// For tests only: a channel on a social network whose other side the test plays.
namespace courier {

// The other side as a test plays it.
struct Stage {
    std::function<channels::Receipt(const model::Outgoing&)> send = [](auto&) {
        return channels::Receipt{channels::Receipt::State::sent, "r1"};
    };
    std::function<channels::Receipt(const model::Deed&)> act = [](auto&) {
        return channels::Receipt{channels::Receipt::State::sent, ""};
    };
    channels::Sighting seen = channels::Sighting::cannot_tell;
    int opened = 0;
};

class Actor final : public channels::Connector {
public:
    explicit Actor(Stage& stage) : stage_(stage) { ++stage.opened; }
    channels::Batch next(const channels::Cursor& since) override { return {.next = since}; }
    channels::Receipt send(const model::Outgoing& m) override { return stage_.send(m); }
    channels::Receipt act(const model::Deed& d) override { return stage_.act(d); }
    channels::Sighting look_for(const model::Outgoing&) override { return stage_.seen; }
    std::vector<model::Inbound> probe(std::size_t) override { return {}; }
    void stop() override {}

private:
    Stage& stage_;
};

inline std::multiset<std::string> lines(const std::string& text) {
    std::istringstream in(text);
    std::multiset<std::string> all;
    for (std::string line; std::getline(in, line);) all.insert(line);
    return all;
}

class OnANetwork : public store::EachStore {
protected:
    void SetUp() override {
        store::EachStore::SetUp();
        if (IsSkipped()) return;
        directory = std::filesystem::temp_directory_path() /
                    ("rapport_networks_" + std::to_string(::getpid()) + "_" + ids.next().text());
        files.emplace(directory);
        intake.emplace(*house, *files);
        http = net::make_http({}), mailer = net::make_mailer({});
        around.emplace(channels::Surroundings{clock, random, *http, *mailer, {}});
        post.emplace(Post{*house, *files, seal, *around,
                          [this](const store::Channel&) { return std::make_unique<Actor>(stage); }});
        dispatch.emplace(*post, "test");
        channel = house->change(system, [](store::Change& change) {
            store::Channel made;
            made.network = "town", made.name = "Town";
            return store::add_channel(change, made);
        });
    }
    void TearDown() override {
        if (!directory.empty()) std::filesystem::remove_all(directory);
        store::EachStore::TearDown();
    }

    model::Inbound said(std::string id, std::string text, std::string author = "@ana@town.example") {
        model::Inbound item;
        item.remote_id = std::move(id), item.text = std::move(text);
        item.author = {"town", std::move(author), "Ana"};
        item.sent_at = clock.now() - minute_ms, item.visibility = model::Visibility::public_;
        item.audience = "public";
        return item;
    }
    Taken take(channels::Batch batch) {
        clock.advance(1'000);
        return intake->take(system, channel, std::move(batch), channels::Cursor{"next"});
    }
    Taken take(std::vector<model::Inbound> items) {
        channels::Batch batch;
        batch.items = std::move(items);
        return take(std::move(batch));
    }
    store::Message at(std::string_view remote) {
        return house->read([&](db::Tx& tx) {
            return *store::message(tx, workspace, store::find_remote(tx, workspace, channel, remote));
        });
    }
    std::vector<std::string> before(Id message) {
        return house->read([&](db::Tx& tx) {
            std::vector<std::string> all;
            for (const auto& each : store::edits(tx, workspace, message)) all.push_back(each.text);
            return all;
        });
    }
    std::int64_t count(const char* sql) {
        return house->read([&](db::Tx& tx) { return tx.one(sql)->integer(0); });
    }
    Id write(const store::Message& parent, std::string text) {
        return house->change(system, [&](store::Change& change) {
            store::Message m;
            m.conversation = parent.conversation, m.channel = channel,
            m.direction = model::Direction::outbound;
            m.visibility = parent.visibility, m.audience = parent.audience, m.recipient = parent.author;
            m.reply_to = parent.id, m.sent_at = m.received_at = change.at, m.text = std::move(text);
            m.member = change.fresh();
            m.id = store::add_message(change, m, {});
            store::Job job;
            job.kind = "send", job.channel = channel, job.message = m.id, job.run_at = change.at;
            store::add_job(change, job);
            return m.id;
        });
    }
    std::string state(Id message) {
        return house->read([&](db::Tx& tx) { return store::job_of_message(tx, workspace, message)->state; });
    }
    Id deed(const store::Message& m, model::Deed::Act act, bool undo = false, std::string text = {}) {
        return house->change(system, [&](store::Change& change) {
            store::Deed made;
            made.channel = channel, made.act = act, made.undo = undo, made.message = m.id,
            made.text = std::move(text);
            return store::add_deed(change, made, change.at);
        });
    }
    store::Deed deed(Id id) {
        return house->read([&](db::Tx& tx) { return *store::deed(tx, workspace, id); });
    }
    bool listed(std::string_view view_sql) {
        indexer->finish();
        return house->index.read([&](db::Tx& tx) {
            return tx.one(fmt::format("SELECT count(*) FROM inbox_row WHERE {}", view_sql))->integer(0) > 0;
        });
    }

    std::filesystem::path directory;
    std::optional<store::Files> files;
    std::optional<Intake> intake;
    Seal seal{std::string(Seal::key_bytes, 's')};
    std::unique_ptr<net::Http> http;
    std::unique_ptr<net::Mailer> mailer;
    std::optional<channels::Surroundings> around;
    std::optional<Post> post;
    std::optional<Dispatch> dispatch;
    Stage stage;
    Id channel;
};

}  // namespace courier
