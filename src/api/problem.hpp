#pragma once
#include "base/error.hpp"
#include "net/http.hpp"

namespace api {

// Something that was typed in a language of ours makes no sense: where, in UTF-16 units from its beginning.
class Misread : public Error {
public:
    Misread(std::string field, std::size_t position, const std::string& text)
        : Error(Error{Code::bad_request, text}.at(std::move(field))), position_(position) {}
    std::size_t position() const { return position_; }

private:
    std::size_t position_;
};

int status(Code);
std::string_view title(Code);
// application/problem+json (RFC 9457): type, title, status, detail, code, and field when one is to blame
// (and position, where it is known).
net::Response problem(const Error&);

}  // namespace api
