#pragma once
#include "people/claims.hpp"
#include "people/people.hpp"
#include "people/suggest.hpp"
#include "store/accounts_audit.hpp"
#include "store/channels.hpp"
#include "store/claims.hpp"
#include "store/conversations.hpp"
#include "store/messages.hpp"
#include "store/test_store.hpp"

// For tests only: people on several networks.
namespace people {

class AmongPeople : public store::EachStore {
protected:
    template <class F>
    auto write(F&& work) {
        clock.advance(1'000);
        return house->change(system, std::forward<F>(work));
    }
    store::Identity meet(std::string network, std::string handle, std::string name = "") {
        return write([&](store::Change& c) {
            return store::meet(c, {std::move(network), std::move(handle), std::move(name)});
        });
    }
    // Whom people call otherwise than by the key.
    store::Identity meet_called(std::string network, std::string handle, std::string shown) {
        return write([&](store::Change& c) {
            return store::meet(
                c, {.network = std::move(network), .handle = std::move(handle), .shown = std::move(shown)});
        });
    }
    store::Identity now(const store::Identity& who) {
        return house->read([&](db::Tx& tx) { return *store::identity(tx, workspace, who.id); });
    }
    bool one(const store::Identity& a, const store::Identity& b) { return now(a).person == now(b).person; }
    std::vector<Suggestion> open() {
        return house->read([&](db::Tx& tx) { return suggestions(tx, workspace, 50); });
    }
    store::Evidence why(const store::Identity& who) {
        return house->read(
            [&](db::Tx& tx) { return store::standing_link(tx, workspace, who.id)->evidence.front(); });
    }

    // A channel with one conversation in which this handle said something.
    Id said(const store::Identity& who, const std::string& text) {
        return write([&](store::Change& change) {
            store::Channel channel;
            channel.network = who.network, channel.name = who.network;
            auto id = store::add_channel(change, channel);
            auto conversation = store::add_conversation(change, id, "").id;
            store::add_participant(change, conversation, who.id);
            store::Message m;
            m.conversation = conversation, m.channel = id, m.remote_id = text, m.author = who.id;
            m.sent_at = m.received_at = change.at, m.text = text;
            store::add_message(change, m, who.person);
            return conversation;
        });
    }
};

}  // namespace people
