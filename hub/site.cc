// Reading the build into a Site, and the answers and refusals of site.h.
#include "hub/site.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <utility>

namespace ajar::hub {

// Used when the build left no csp.txt; the app's own policy is never wider.
const std::string_view strict_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'";

namespace {

constexpr std::size_t kMostFiles = 2000;
constexpr std::int64_t kMostBytes = 16 << 20;
constexpr int kDeepest = 8;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".woff2", "font/woff2"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

// A build names a hashed file NAME-HASH.EXT with at least eight characters of hash; only those
// never change.
bool has_hash(std::string_view path) {
  if (!path.starts_with("/assets/")) return false;
  const auto dot = path.rfind('.');
  const auto dash = path.rfind('-', dot);
  if (dot == path.npos || dash == path.npos || dot - dash < 9) return false;
  const auto hash = path.substr(dash + 1, dot - dash - 1);
  return std::all_of(hash.begin(), hash.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

Result<std::string> read_file(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
    return Error{"site/unreadable", 0, "", path};
  if (info.st_size > kMostBytes) return Error{"site/too_large", 0, "", path};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) return Error{"site/unreadable", 0, "", path};
  std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
  if (std::fread(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
    return Error{"site/unreadable", 0, "", path};
  return bytes;
}

Status list_files(const std::string& root, const std::string& below, int depth,
                  std::vector<std::string>& out) {
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(opendir((root + below).c_str()), &closedir);
  if (!dir) return Error{"site/not_built", 0, "", root + below};
  while (const dirent* entry = readdir(dir.get())) {
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    const std::string path = below + "/" + std::string(name);
    struct stat info {};
    if (lstat((root + path).c_str(), &info) != 0) return Error{"site/unreadable", 0, "", path};
    if (S_ISDIR(info.st_mode)) {
      if (depth >= kDeepest) return Error{"site/too_large", 0, "", path};
      TRY(list_files(root, path, depth + 1, out));
    } else if (S_ISREG(info.st_mode)) {
      if (out.size() >= kMostFiles) return Error{"site/too_large", 0, "", root};
      out.push_back(path);
    }
  }
  return ok();
}

bool accepts_brotli(std::string_view accept) {
  // A token of its own: "br", not the tail of another coding; "br;q=0" is how a client says no.
  for (std::size_t at = 0; at < accept.size();) {
    auto end = accept.find(',', at);
    if (end == accept.npos) end = accept.size();
    auto coding = accept.substr(at, end - at);
    while (coding.starts_with(' ')) coding.remove_prefix(1);
    const auto semicolon = coding.find(';');
    const auto name = coding.substr(0, semicolon);
    const auto weight = semicolon == coding.npos ? std::string_view{} : coding.substr(semicolon);
    if (name == "br" && weight.find("q=0") == weight.npos) return true;
    if (name == "br" && weight.find("q=0.") != weight.npos) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

Result<Site> Site::load(const std::string& root) {
  std::vector<std::string> paths;
  TRY(list_files(root, "", 0, paths));
  std::sort(paths.begin(), paths.end());
  Site site;
  site.policy_ = strict_policy;
  for (const auto& path : paths) {
    std::string bytes = TRY(read_file(root + path));
    if (path == "/csp.txt") {
      while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == ' ')) bytes.pop_back();
      // A header is one line; anything else in the file would be a second header.
      if (bytes.find_first_of("\r\n") != bytes.npos) return Error{"site/unreadable", 0, "", path};
      site.policy_ = std::move(bytes);
    } else if (path.ends_with(".br")) {
      site.assets_[path.substr(0, path.size() - 3)].brotli = std::move(bytes);
    } else {
      Asset& asset = site.assets_[path];
      asset.type = type_of(path);
      asset.immutable = has_hash(path);
      asset.bytes = std::move(bytes);
    }
  }
  if (site.find("/") == nullptr) return Error{"site/not_built", 0, "", root};
  return site;
}

const Asset* Site::find(std::string_view path) const {
  const auto found = assets_.find(path == "/" ? std::string_view("/index.html") : path);
  return found == assets_.end() || found->second.type.empty() ? nullptr : &found->second;
}

std::vector<std::string> Site::paths() const {
  std::vector<std::string> paths;
  for (const auto& [path, asset] : assets_)
    if (!asset.type.empty()) paths.push_back(path);
  return paths;
}

void add_guards(std::string_view policy, Response& response) {
  const auto add = [&](std::string_view name, std::string_view value) {
    response.headers.push_back({std::string(name), std::string(value)});
  };
  add("Content-Security-Policy", std::string(policy) + "; frame-ancestors 'none'");
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "no-referrer");
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Resource-Policy", "same-origin");
  add("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), interest-cohort=()");
}

Response answer_site(const Site& site, const Request& request) {
  if (request.method != "GET" && request.method != "HEAD")
    return problem(Error{.code = "hub/method", .detail = "GET, HEAD"});
  const auto path = request.target.substr(0, request.target.find_first_of("?#"));
  const Asset* asset = site.find(path);
  if (asset == nullptr) return problem(Error{.code = "hub/no_call"});

  Response response;
  response.headers.push_back({"Content-Type", asset->type});
  response.headers.push_back(
      {"Cache-Control", asset->immutable ? "public, max-age=31536000, immutable" : "no-cache"});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  response.fixed = asset->bytes;
  if (!asset->brotli.empty() && accepts_brotli(request.accept_encoding)) {
    response.headers.push_back({"Content-Encoding", "br"});
    response.fixed = asset->brotli;
  }
  return response;
}

}  // namespace ajar::hub
