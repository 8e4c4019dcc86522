#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "db/database.hpp"
#include "model/event.hpp"
#include "store/actor.hpp"
#include "store/journal.hpp"

namespace store {

// One change to one workspace inside a running transaction: who, when, fresh keys, and the events it
// causes, which are appended to the journal as the transaction's last statement.
class Change {
public:
    Change(db::Tx& running, const Actor& who, Time when, Ids& ids)
        : tx(running), workspace(who.workspace), actor(who), at(when), ids_(ids) {}

    db::Tx& tx;
    const Id workspace;
    const Actor& actor;
    const Time at;

    Id fresh() { return ids_.next(); }
    void tell(model::Event event) { events_.push_back(std::move(event)); }
    std::span<const model::Event> events() const { return events_; }

private:
    Ids& ids_;
    std::vector<model::Event> events_;
};

// The two databases and the seams that every writer needs. On PostgreSQL both are the same.
struct Store {
    db::Database& truth;
    db::Database& index;
    const Clock& clock;
    Ids& ids;

    template <class F>
    auto read(F&& work) const {
        return truth.read(std::forward<F>(work));
    }

    // Reads the index from inside a transaction on the truth: on PostgreSQL both are one database, where
    // a second transaction would be one inside the other.
    template <class F>
    auto read_index(db::Tx& within_truth, F&& work) const {
        return &truth == &index ? work(within_truth) : index.read(std::forward<F>(work));
    }

    // Runs `work(Change&)` in one transaction together with the journal entries it tells.
    template <class F>
    auto change(const Actor& actor, F&& work) const {
        return truth.write([&](db::Tx& tx) {
            Change running(tx, actor, clock.now(), ids);
            if constexpr (std::is_void_v<std::invoke_result_t<F&, Change&>>) {
                work(running);
                append(tx, actor.workspace, running.at, running.events());
            } else {
                auto result = work(running);
                append(tx, actor.workspace, running.at, running.events());
                return result;
            }
        });
    }
};

}  // namespace store
