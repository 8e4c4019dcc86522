#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

// What went wrong, in the terms that a caller can act on. The HTTP status of each is in api/problem.cpp.
enum class Code {
    bad_request,
    unauthenticated,
    forbidden,
    not_found,
    conflict,
    gone,
    too_large,
    rate_limited,
    unavailable,
    internal,
};

// The unexpected. It is caught in three places only: request, job, connector loop.
// `text` is for the person in front of the screen: what is wrong, where, and what to do. `detail` is
// for the log alone and may hold what the client must not see.
class Error : public std::runtime_error {
public:
    Error(Code code, const std::string& text, std::string detail = {})
        : std::runtime_error(text), code_(code), detail_(std::move(detail)) {}

    // The same error, pointing at a field of the request or an option of a command.
    Error&& at(std::string field) && {
        field_ = std::move(field);
        return std::move(*this);
    }

    Code code() const { return code_; }
    std::string text() const { return what(); }
    const std::string& field() const { return field_; }
    const std::string& detail() const { return detail_; }

private:
    Code code_;
    std::string field_;
    std::string detail_;
};

// "not_found": the name of a code in the API and in the log.
std::string_view name(Code);
