#pragma once
// Private to client.cpp and mailer.cpp: one libcurl handle with what holds for every transfer of ours.
#include <curl/curl.h>

#include "net/client.hpp"

namespace net {

// What both clients share; immutable after construction, safe from any thread.
struct Trust {
    explicit Trust(const HttpOptions&);  // throws Error{bad_request} for a CA file that cannot be read
    Guard guard;
    std::string extra_ca_file, user_agent;
};

// For one thread at a time. Keeps its connections over prepare().
class Transfer {
public:
    Transfer(const Trust&, Guard::Purpose);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    // Back to the house rules: no proxy, no signal, addresses through the guard, certificates verified,
    // the two protocols given ("http,https") and nothing else, within this time.
    void prepare(const char* protocols, std::int64_t milliseconds);
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(handle_, option, value);
    }
    CURLcode perform();
    long number(CURLINFO) const;
    std::string text(CURLINFO) const;
    // Every address the name led to was out of bounds.
    bool refused() const { return refused_ && !opened_; }

    // What a failed perform() means for the person who asked for `host`.
    FetchError error(CURLcode, std::string_view host) const;

private:
    static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address);
    FetchError tls_error(CURLcode, std::string_view host) const;
    std::string first_certificate() const;

    const Trust& trust_;
    const Guard::Purpose purpose_;
    CURL* handle_;
    bool refused_ = false, opened_ = false;
    char words_[CURL_ERROR_SIZE] = {};
};

// The part of a URL as libcurl itself understands it (so that no two parsers disagree), or "".
std::string url_part(const std::string& url, CURLUPart part);

struct FieldList {
    FieldList() = default;
    ~FieldList() { curl_slist_free_all(first); }
    FieldList(const FieldList&) = delete;
    FieldList& operator=(const FieldList&) = delete;
    void add(const std::string& line) { first = curl_slist_append(first, line.c_str()); }
    curl_slist* first = nullptr;
};

}  // namespace net
