#pragma once
#include "base/error.hpp"
#include "net/http.hpp"

namespace api {

int status(Code);
std::string_view title(Code);
// application/problem+json (RFC 9457): type, title, status, detail, code, and field when one is to blame.
net::Response problem(const Error&);

}  // namespace api
