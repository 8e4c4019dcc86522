#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace channels {

// Messages that are looked at again, because their author may change or delete them without our being told:
// more and more seldom, for a week. Kept in a cursor.
class Watched {
public:
    static Watched read(const json::array& saved);
    json::array saved() const;

    void watch(const std::string& id, Time said_at, Time now);
    bool knows(const std::string& id) const;
    bool knows_any(std::string_view beginning) const;
    // The ones whose time has come, at most `most`; they come again later.
    std::vector<std::string> due(Time now, std::size_t most);
    void forget(const std::string& id);
    // Those whose id begins so are looked at next time.
    void hurry(std::string_view beginning, Time now);

private:
    struct One {
        std::string id;
        Time said_at, next_at;
    };
    std::vector<One> all_;
};

}  // namespace channels
