#include "bench/literals.hpp"

#include <dlfcn.h>

namespace bench {
namespace {
// The part of hs.h (Hyperscan 5) that is called.
struct Database;
struct Scratch;
struct CompileError;
using Event = int (*)(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                      void* with);
constexpr unsigned caseless = 1, single_match = 8, block_mode = 1;

struct Library {
    int (*compile)(const char* const*, const unsigned*, const unsigned*, const std::size_t*, unsigned,
                   unsigned, const void*, Database**, CompileError**) = nullptr;
    int (*make_scratch)(const Database*, Scratch**) = nullptr;
    int (*scan)(const Database*, const char*, unsigned, unsigned, Scratch*, Event, void*) = nullptr;
    int (*free_scratch)(Scratch*) = nullptr;
    int (*free_database)(Database*) = nullptr;
    int (*free_error)(CompileError*) = nullptr;
    bool whole = false;

    Library() {
        void* opened = ::dlopen("libhs.so.5", RTLD_NOW);
        if (!opened) return;
        whole = find(opened, "hs_compile_lit_multi", compile) &&
                find(opened, "hs_alloc_scratch", make_scratch) && find(opened, "hs_scan", scan) &&
                find(opened, "hs_free_scratch", free_scratch) &&
                find(opened, "hs_free_database", free_database) &&
                find(opened, "hs_free_compile_error", free_error);
    }

private:
    template <class Function>
    static bool find(void* opened, const char* name, Function& function) {
        function = reinterpret_cast<Function>(::dlsym(opened, name));
        return function != nullptr;
    }
};

class Sought final : public Literals {
public:
    Sought(const Library& library, Database* database, Scratch* scratch)
        : library_(library), database_(database), scratch_(scratch) {}
    Sought(const Sought&) = delete;
    Sought& operator=(const Sought&) = delete;
    ~Sought() override {
        library_.free_scratch(scratch_);
        library_.free_database(database_);
    }

    std::size_t count(std::string_view text) override {
        std::size_t found = 0;
        auto event = [](unsigned, unsigned long long, unsigned long long, unsigned, void* with) {
            ++*static_cast<std::size_t*>(with);
            return 0;
        };
        library_.scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, event, &found);
        return found;
    }

private:
    const Library& library_;
    Database* database_;
    Scratch* scratch_;
};
}  // namespace

std::unique_ptr<Literals> literals(const std::vector<std::string>& sought) {
    static const Library library;
    if (!library.whole || sought.empty()) return nullptr;
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    std::vector<unsigned> ids, flags(sought.size(), caseless | single_match);
    for (const auto& each : sought) {
        ids.push_back(static_cast<unsigned>(ids.size()));
        texts.push_back(each.data());
        lengths.push_back(each.size());
    }
    Database* database = nullptr;
    CompileError* error = nullptr;
    if (library.compile(texts.data(), flags.data(), ids.data(), lengths.data(),
                        static_cast<unsigned>(ids.size()), block_mode, nullptr, &database, &error) != 0) {
        library.free_error(error);
        return nullptr;
    }
    Scratch* scratch = nullptr;
    if (library.make_scratch(database, &scratch) != 0) {
        library.free_database(database);
        return nullptr;
    }
    return std::make_unique<Sought>(library, database, scratch);
}
}  // namespace bench
