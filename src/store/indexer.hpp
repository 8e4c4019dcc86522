#pragma once
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>

#include "store/search.hpp"
#include "store/store.hpp"

namespace store {

// Keeps what is derived (lists, timelines, search) up to the journal. Every row is a function of the
// truth, never a running sum, so that applying an event twice changes nothing, and the whole index can be
// deleted and made again. One thread of one process calls advance(); caught_up() may come from any.
class Indexer {
public:
    // Makes the tables of the search when they are missing. `store` and `search` live longer.
    Indexer(const Store& store, const Search& search);

    // Follows every workspace's journal by one batch; true when there was anything to do.
    bool advance();
    // advance() until there is nothing left.
    void finish();
    // Blocks until the index holds all that was in the journal of the workspace when this was called, or
    // `milliseconds` have passed (false). Readers call it so that they see their own writes.
    bool caught_up(Id workspace, std::int64_t milliseconds) const;
    // Forgets everything derived; the next advance() begins anew.
    void rebuild();

private:
    bool advance(Id workspace);
    std::int64_t progress(Id workspace) const;

    const Store& store_;
    const Search& search_;
    mutable std::mutex mutex_;
    mutable std::condition_variable moved_;
    std::map<Id, std::int64_t> progress_;
};

}  // namespace store
