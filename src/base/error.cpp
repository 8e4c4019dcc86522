#include "base/error.hpp"

std::string_view name(Code code) {
    switch (code) {
        case Code::bad_request:
            return "bad_request";
        case Code::unauthenticated:
            return "unauthenticated";
        case Code::forbidden:
            return "forbidden";
        case Code::not_found:
            return "not_found";
        case Code::conflict:
            return "conflict";
        case Code::gone:
            return "gone";
        case Code::too_large:
            return "too_large";
        case Code::rate_limited:
            return "rate_limited";
        case Code::unavailable:
            return "unavailable";
        case Code::internal:
            return "internal";
    }
    return "internal";
}
