#pragma once
#include <vector>

#include "model/query.hpp"
#include "store/store.hpp"

namespace listening {

// What a query would have heard lately.
struct Preview {
    std::size_t read = 0, matched = 0;
    Time since;             // how far back was read
    bool complete = false;  // all of the span was read
    std::vector<Id> newest;

    double per_hour(Time now) const;
};

struct Bounds {
    std::int64_t span_ms = 7 * day_ms;
    std::size_t messages = 5'000;
    std::int64_t milliseconds = 400;  // no new piece is begun after that
    std::size_t newest = 5;
};

Preview preview(const store::Store&, Id workspace, const model::Query&, const Bounds& = {});

}  // namespace listening
