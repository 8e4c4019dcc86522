#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace channels::chat {

// When somebody is there, week after week, in the company's own time zone.
struct Hours {
    struct Span {
        int day;         // 0: Monday
        int begin, end;  // minutes from midnight; the end may lie in the next day
        bool operator==(const Span&) const = default;
    };
    std::vector<Span> spans;  // empty: nothing is promised
    std::string zone = "UTC";

    // "Mo-Fr 9:00-12:30, 14-18; Sa 9-13": days as their first two English letters or more, times of 24 hours;
    // a range without days is of those before it. `zone`: a name of the IANA database. Throws
    // Error{bad_request} at "hours" or "zone".
    static Hours read(std::string_view text, std::string_view zone);
};

struct Opening {
    bool open = true;
    Time closes = {};  // while open; none when nothing is promised
    Time opens = {};   // while closed; none when never
    bool operator==(const Opening&) const = default;
};
Opening opening(const Hours&, Time now);

}  // namespace channels::chat
