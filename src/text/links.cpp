#include "text/links.hpp"

#include <algorithm>
#include <memory>

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include "text/character_sets.hpp"
#include "text/top_level.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_link = 4'096, longest_host = 1'024, longest_tco_slug = 40;

// A part of a host between dots.
struct Label {
    std::size_t begin = 0, end = 0;
    bool starts_well = false, ends_well = false;  // with a letter, not with "-" or "_"
    std::size_t last_underscore = std::string_view::npos;
    std::size_t top_level = 0;  // bytes of the top-level domain it starts with
    std::size_t furthest = 0;   // index of the label that ends the longest host through the next label
    bool subdomain() const { return starts_well && ends_well; }
    bool domain() const { return subdomain() && last_underscore == std::string_view::npos; }
};

// All characters in a row that may stand in a host, parted at the dots once, so that looking for a host from
// each position in it stays linear.
class Run {
public:
    Run(std::string_view text, std::size_t begin) : text_(text), end_(begin) {
        split();
        link();
    }

    std::size_t end() const { return end_; }

    // Where the longest host that starts exactly at `at` ends; 0 when there is none.
    std::size_t host_end(std::size_t at) const {
        std::size_t i = label_of(at);
        if (i + 1 >= labels_.size() || !labels_[i].ends_well || !starts_host(at)) return 0;
        const Label& label = labels_[i];
        if (label.furthest > 0) return ending(label.furthest);
        bool underscore = label.last_underscore != std::string_view::npos && label.last_underscore >= at;
        return labels_[i + 1].top_level > 0 && !underscore ? ending(i + 1) : 0;
    }

private:
    void split() {
        Label label = starting(end_);
        labels_.reserve(4);
        for (std::size_t at = end_; at < text_.size(); end_ = at) {
            char32_t c = next(text_, at);
            if (c == '.') {
                finish(label, end_);
                label = starting(at);
            } else if (c == '_' || c == '-') {
                if (c == '_') label.last_underscore = end_;
                label.ends_well = false;
            } else if (in_host(c)) {
                label.ends_well = true;
            } else {
                break;
            }
        }
        finish(label, end_);
    }

    Label starting(std::size_t begin) const {
        Label label;
        label.begin = begin;
        label.starts_well = starts_host(begin);
        if (!labels_.empty() && begin < text_.size()) label.top_level = top_level_at(text_, begin);
        return label;
    }

    void finish(Label& label, std::size_t end) {
        label.end = end;
        labels_.push_back(label);
    }

    // From the last label to the first: how far a host can reach that goes on through the label after it.
    void link() {
        for (std::size_t i = labels_.size(); i-- > 0;) {
            if (i + 2 >= labels_.size() || !labels_[i + 1].subdomain()) continue;
            const Label& after = labels_[i + 1];
            bool ends_next = after.domain() && labels_[i + 2].top_level > 0;
            labels_[i].furthest = std::max(after.furthest, ends_next ? i + 2 : 0);
        }
    }

    std::size_t label_of(std::size_t at) const {
        auto after = std::ranges::upper_bound(labels_, at, {}, &Label::begin);
        return after == labels_.begin() ? labels_.size()
                                        : static_cast<std::size_t>(after - labels_.begin()) - 1;
    }

    bool starts_host(std::size_t at) const { return at < text_.size() && in_host(next(text_, at)); }

    std::size_t ending(std::size_t i) const { return labels_[i].begin + labels_[i].top_level; }

    std::string_view text_;
    std::size_t end_;
    std::vector<Label> labels_;
};

bool is_path(char32_t c) {
    if (c < 0x80)
        return ascii_alphanumeric(c) ||
               std::string_view("!*';:=+,.$/%#[]-_~@|&").find(static_cast<char>(c)) != std::string_view::npos;
    return c == 0x2013 || is_latin_accent(c) || is_cyrillic(c);
}

bool may_end_path(char32_t c) {
    if (c < 0x80)
        return ascii_alphanumeric(c) ||
               std::string_view("+-=_#/").find(static_cast<char>(c)) != std::string_view::npos;
    return is_latin_accent(c) || is_cyrillic(c);
}

std::size_t skip_path_characters(std::string_view text, std::size_t at) {
    for (std::size_t end = at; at < text.size(); at = end)
        if (!is_path(next(text, end))) break;
    return at;
}

bool at_char(std::string_view text, std::size_t at, char c) {
    return at < text.size() && text[at] == c;
}

// "(…)" or "(…(…)…)" from `at` on; where it ends, or `at` when it is not balanced.
std::size_t skip_parentheses(std::string_view text, std::size_t at) {
    std::size_t end = skip_path_characters(text, at + 1);
    if (at_char(text, end, '(')) {
        std::size_t inner = skip_path_characters(text, end + 1);
        if (inner == end + 1 || !at_char(text, inner, ')')) return at;
        end = skip_path_characters(text, inner + 1);
    } else if (end == at + 1) {
        return at;
    }
    return at_char(text, end, ')') ? end + 1 : at;
}

std::size_t path_end(std::string_view text, std::size_t slash) {
    std::size_t accepted = slash + 1;
    for (std::size_t at = accepted; at < text.size();) {
        if (text[at] == '(') {
            std::size_t after = skip_parentheses(text, at);
            if (after == at) break;
            accepted = at = after;
            continue;
        }
        char32_t c = next(text, at);
        if (!is_path(c)) break;
        if (may_end_path(c)) accepted = at;
    }
    return accepted;
}

bool is_query(char c) {
    return ascii_alphanumeric(static_cast<unsigned char>(c)) ||
           std::string_view("!?*'@();:&=+$/%#[]-_.,~|").find(c) != std::string_view::npos;
}

std::size_t query_end(std::string_view text, std::size_t mark) {
    std::size_t accepted = mark;
    for (std::size_t at = mark + 1; at < text.size() && is_query(text[at]); ++at)
        if (ascii_alphanumeric(static_cast<unsigned char>(text[at])) ||
            std::string_view("-_&=#/").find(text[at]) != std::string_view::npos)
            accepted = at + 1;
    return accepted;
}

// Port, path and query after a host.
std::size_t tail_end(std::string_view text, std::size_t at) {
    if (at_char(text, at, ':')) {
        std::size_t digits = at + 1;
        while (digits < text.size() && ascii_digit(static_cast<unsigned char>(text[digits]))) ++digits;
        if (digits > at + 1) at = digits;
    }
    if (at_char(text, at, '/')) at = path_end(text, at);
    return at_char(text, at, '?') ? query_end(text, at) : at;
}

// A host that can be written in ASCII within the limits of DNS (RFC 5890).
bool is_registrable(std::string_view host) {
    static const std::unique_ptr<icu::IDNA> idna = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::IDNA>(icu::IDNA::createUTS46Instance(UIDNA_DEFAULT, status));
    }();
    if (host.size() > longest_host) return false;
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    icu::IDNAInfo info;
    UErrorCode status = U_ZERO_ERROR;
    idna->nameToASCII_UTF8(icu::StringPiece(host.data(), static_cast<int32_t>(host.size())), sink, info,
                           status);
    constexpr uint32_t broken = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_PUNYCODE |
                                UIDNA_ERROR_INVALID_ACE_LABEL;
    return U_SUCCESS(status) && (info.getErrors() & broken) == 0;
}

class Finder {
public:
    explicit Finder(std::string_view text) : text_(text) {}

    std::vector<Range> find() {
        for (std::size_t at = 0; at < text_.size();) {
            std::size_t begin = at;
            if (!in_host(next(text_, at))) continue;
            at = search(begin);
        }
        return std::move(found_);
    }

private:
    // Most words hold no dot and are no scheme; they are passed without a closer look. Returns the end of the
    // word.
    std::size_t dull_end(std::size_t at) const {
        for (std::size_t end = at; at < text_.size(); at = end) {
            char32_t c = next(text_, end);
            if (c == '.' || (c == ':' && text_.substr(at, 3) == "://")) return 0;
            if (c != '-' && c != '_' && !in_host(c)) break;
        }
        return at;
    }

    // Looks through one run of host characters; returns where to go on.
    std::size_t search(std::size_t begin) {
        if (std::size_t end = dull_end(begin)) return end;
        Run run(text_, begin);
        for (std::size_t at = begin; at < run.end();) {
            if (may_start(at)) {
                if (std::size_t after = scheme_end(at)) {
                    if (std::size_t end = with_scheme(at, after)) return end;
                } else if (std::size_t host = run.host_end(at)) {
                    at = without_scheme(at, host);
                    continue;
                }
            }
            next(text_, at);
        }
        return std::max(run.end(), resume_);
    }

    // The character before a link is part of what is looked for, so it is none that a link has taken already.
    bool may_start(std::size_t at) const {
        return at == 0 || (at > resume_ && may_precede_link(before(text_, at)));
    }

    std::size_t scheme_end(std::size_t at) const {
        if (text_[at] != 'h' && text_[at] != 'H') return 0;
        std::string start = ascii_lowered(text_.substr(at, 8));
        return start == "https://" ? at + 8 : start.starts_with("http://") ? at + 7 : 0;
    }

    // Returns where to go on, or 0 when no host follows the scheme.
    std::size_t with_scheme(std::size_t at, std::size_t host) {
        if (host >= text_.size()) return 0;
        std::size_t host_end = Run(text_, host).host_end(host);
        if (host_end == 0) return 0;
        std::size_t end = tail_end(text_, host_end);
        if (is_registrable(text_.substr(host, host_end - host))) add(at, shortened(host, end));
        return resume_ = end;
    }

    // The shortener of X takes nothing after its slug but a query; 0 when the slug is too long to be one.
    std::size_t shortened(std::size_t host, std::size_t end) const {
        if (ascii_lowered(text_.substr(host, 5)) != "t.co/") return end;
        std::size_t slug = host + 5;
        while (slug < end && ascii_alphanumeric(static_cast<unsigned char>(text_[slug]))) ++slug;
        if (slug == host + 5) return end;
        if (slug - host - 5 > longest_tco_slug) return 0;
        return at_char(text_, slug, '?') ? query_end(text_, slug) : slug;
    }

    // A host without a scheme may be glued to words of another script; only its ASCII parts are links.
    std::size_t without_scheme(std::size_t at, std::size_t host_end) {
        std::size_t end = tail_end(text_, host_end);
        resume_ = end;
        char32_t sign = before(text_, at);
        if (sign == '-' || sign == '_' || sign == '.' || sign == '/') return end;
        for (Range host : ascii_hosts(at, host_end)) add(host.begin, host.end == host_end ? end : host.end);
        return end;
    }

    std::vector<Range> ascii_hosts(std::size_t begin, std::size_t end) const {
        std::vector<Range> out;
        for (std::size_t at = begin; at < end;) {
            std::size_t host = at, top = 0, dots = at;
            at = ascii_label_end(at, end);
            while (at > dots && at_char(text_, at, '.') && at + 1 < end) {
                if (std::size_t length = top_level_at(text_, at + 1)) top = at + 1 + length;
                dots = at + 1;
                at = ascii_label_end(dots, end);
            }
            if (top > 0)
                out.push_back({host, at = top});
            else if (at < end)
                next(text_, at);
        }
        return out;
    }

    std::size_t ascii_label_end(std::size_t at, std::size_t end) const {
        for (std::size_t after = at; at < end; at = after) {
            char32_t c = next(text_, after);
            if (!ascii_alphanumeric(c) && c != '-' && !is_latin_accent(c)) break;
        }
        return at;
    }

    void add(std::size_t begin, std::size_t end) {
        if (end > begin && end - begin <= longest_link) found_.push_back({begin, end});
    }

    std::string_view text_;
    std::vector<Range> found_;
    std::size_t resume_ = 0;
};

}  // namespace

std::vector<Range> links(std::string_view text) {
    if (text.find('.') == std::string_view::npos) return {};
    return Finder(text).find();
}

}  // namespace text
