#pragma once
#include <cstdint>
#include <vector>

#include "db/database.hpp"
#include "model/event.hpp"

// The journal of a workspace: appended in the same transaction as the change it speaks of, read by
// everything that follows along (indexes, live stream, playbooks).
namespace store {

// Appends and wakes the listeners of topic "journal" after the commit. Returns the first seq.
std::int64_t append(db::Tx&, Id workspace, Time at, std::span<const model::Event>);
inline std::int64_t append(db::Tx& tx, Id workspace, Time at, const model::Event& event) {
    return append(tx, workspace, at, std::span(&event, 1));
}

// Entries after `since`, oldest first, at most `limit`. Entries of a type this version does not know
// are skipped.
std::vector<model::Entry> journal(db::Tx&, Id workspace, std::int64_t since, std::size_t limit);

// The last seq; 0 when nothing has happened yet.
std::int64_t journal_head(db::Tx&, Id workspace);

}  // namespace store
