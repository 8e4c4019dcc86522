#include "channels/feed/xml.hpp"

#include <array>
#include <sstream>

#include "base/encoding.hpp"
#include "channels/dates.hpp"
#include "channels/feed/links.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;

std::string lower(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

View trim(View text) {
    auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

struct Known {
    View begins_with, prefix;
};

// By the beginning of the address, as versions and trailing slashes vary.
constexpr std::array<Known, 24> known_namespaces{{
    {"http://www.w3.org/2005/atom", "atom"},
    {"http://purl.org/atom/", "atom"},
    {"http://purl.org/rss/1.0/modules/content", "content"},
    {"http://purl.org/rss/1.0/modules/slash", "slash"},
    {"http://purl.org/rss/1.0/modules/syndication", "sy"},
    {"http://purl.org/rss/1.0/modules/", ""},
    {"http://purl.org/rss/1.0/", "rss"},
    {"http://purl.org/net/rss1.1", "rss"},
    {"http://my.netscape.com/rdf/simple/", "rss"},
    {"http://my.netscape.com/publish/formats/", "rss"},
    {"http://channel.netscape.com/rdf/simple/", "rss"},
    {"http://backend.userland.com/", "rss"},
    {"http://blogs.law.harvard.edu/tech/rss", "rss"},
    {"http://purl.org/dc/elements/", "dc"},
    {"http://purl.org/dc/terms", "dcterms"},
    {"http://www.itunes.com/dtds/podcast", "itunes"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
    {"http://www.georss.org/georss", "georss"},
    {"http://www.opengis.net/gml", "gml"},
    {"http://www.w3.org/2003/01/geo/", "geo"},
    {"http://purl.org/syndication/thread/", "thr"},
    {"http://wellformedweb.org/commentapi/", "wfw"},
}};

// "rss" stands for "no prefix"; "" for "keep what the document says".
View canonical_prefix(View address) {
    auto wanted = lower(trim(address));
    if (wanted.starts_with("https:")) wanted.erase(4, 1);
    for (auto known : known_namespaces)
        if (wanted.starts_with(known.begins_with)) return known.prefix;
    return {};
}

struct Scope {
    std::string prefix, canonical;
    int depth;
};

class Renamer : public pugi::xml_tree_walker {
public:
    explicit Renamer(bool bare_is_atom) : bare_(bare_is_atom ? "atom" : "") {}

    bool for_each(pugi::xml_node& node) override {
        if (node.type() != pugi::node_element) return true;
        while (!scopes_.empty() && scopes_.back().depth >= depth()) scopes_.pop_back();
        for (auto each : node.attributes()) declare(each.name(), each.value());
        node.set_name(canonical(prefix_name(node), local_name(node)).c_str());
        return true;
    }

private:
    void declare(View name, View value) {
        bool for_all = name == "xmlns";
        if (!for_all && !name.starts_with("xmlns:")) return;
        auto found = canonical_prefix(value);
        auto own = for_all ? View() : name.substr(6);
        auto unknown = for_all ? View(bare_) : own;
        if (scopes_.size() < 60)
            scopes_.push_back({std::string(own), std::string(found.empty() ? unknown : found), depth()});
    }

    std::string canonical(View prefix, View local) const {
        std::string meant = prefix.empty() ? bare_ : std::string(prefix);
        for (const auto& scope : scopes_)
            if (scope.prefix == prefix) meant = scope.canonical;
        if (meant == "rss" || meant.empty()) return std::string(local);
        return meant + ":" + std::string(local);
    }

    std::string bare_;
    std::vector<Scope> scopes_;
};

bool is_void(View tag) {
    static constexpr View names = " area base br col embed hr img input source track wbr ";
    return names.find(" " + std::string(tag) + " ") != names.npos;
}

void escape_into(std::string& out, View text, bool in_attribute) {
    for (char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"' && in_attribute)
            out += "&quot;";
        else
            out += c;
    }
}

void write_children(std::string& out, pugi::xml_node node);

void write_element(std::string& out, pugi::xml_node node) {
    auto tag = local_name(node);
    (out += '<') += tag;
    for (auto each : node.attributes()) {
        if (View(each.name()).starts_with("xml")) continue;
        ((out += ' ') += each.name()) += "=\"";
        escape_into(out, each.value(), true);
        out += '"';
    }
    out += '>';
    write_children(out, node);
    if (!is_void(tag)) ((out += "</") += tag) += '>';
}

// The mender has bounded the depth.
void write_children(std::string& out, pugi::xml_node node) {
    for (auto child : node.children()) {
        if (child.type() == pugi::node_element) write_element(out, child);
        if (child.type() == pugi::node_pcdata) escape_into(out, child.value(), false);
        if (child.type() == pugi::node_cdata) out += child.value();
    }
}

bool has_elements(pugi::xml_node node) {
    for (auto child : node.children())
        if (child.type() == pugi::node_element) return true;
    return false;
}
}  // namespace

void use_canonical_names(pugi::xml_document& document) {
    auto root = local_name(document.document_element());
    Renamer renamer(root == "feed" || root == "entry");
    document.traverse(renamer);
}

View local_name(pugi::xml_node node) {
    View name = node.name();
    auto colon = name.rfind(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

View prefix_name(pugi::xml_node node) {
    View name = node.name();
    auto colon = name.rfind(':');
    return colon == name.npos ? View() : name.substr(0, colon);
}

std::string inner(pugi::xml_node node) {
    if (has_elements(node)) return markup(node);
    std::string out;
    for (auto child : node.children()) out += child.value();
    return std::string(trim(out));
}

std::string inner(pugi::xml_node parent, const char* name) {
    return inner(parent.child(name));
}

std::string markup(pugi::xml_node node) {
    std::string out;
    write_children(out, node);
    return std::string(trim(out));
}

std::string attribute(pugi::xml_node node, View local) {
    for (auto each : node.attributes()) {
        View name = each.name();
        auto colon = name.rfind(':');
        if ((colon == name.npos ? name : name.substr(colon + 1)) == local && !name.starts_with("xmlns"))
            return std::string(trim(each.value()));
    }
    return {};
}

std::string base_of(pugi::xml_node node, View document_url) {
    std::vector<View> bases;
    for (auto at = node; at; at = at.parent())
        if (View own = trim(at.attribute("xml:base").value()); !own.empty()) bases.push_back(own);
    std::string base(document_url);
    for (auto own = bases.rbegin(); own != bases.rend(); ++own) base = absolute(base, *own);
    return base;
}

std::string language_of(pugi::xml_node node) {
    for (auto at = node; at; at = at.parent())
        if (View own = trim(at.attribute("xml:lang").value()); !own.empty()) return std::string(own);
    return {};
}

json::object element(pugi::xml_node node) {
    json::object attributes, children;
    for (auto each : node.attributes())
        if (!View(each.name()).starts_with("xmlns")) attributes[each.name()] = each.value();
    for (auto child : node.children()) {
        if (child.type() != pugi::node_element || children.size() > 100) continue;
        auto& list = children[local_name(child)];
        if (!list.is_array()) list = json::array();
        list.get_array().push_back(element(child));
    }
    std::string own;
    for (auto child : node.children())
        if (child.type() != pugi::node_element) own += child.value();
    return {{"name", local_name(node)}, {"value", trim(own)}, {"attrs", attributes}, {"children", children}};
}

void keep(json::object& extensions, pugi::xml_node node) {
    if (extensions.size() > 100) return;
    auto& prefix = extensions[prefix_name(node)];
    if (!prefix.is_object()) prefix = json::object();
    auto& list = prefix.get_object()[local_name(node)];
    if (!list.is_array()) list = json::array();
    if (list.get_array().size() < 100) list.get_array().push_back(element(node));
}

std::string source_of(pugi::xml_node node) {
    std::ostringstream out;
    node.print(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return std::string(prefix(std::move(out).str(), 64u << 10));
}

Date date(std::string raw) {
    auto time = read_date(raw);
    return {std::move(raw), time.value_or(Time{})};
}
}  // namespace channels::feed
