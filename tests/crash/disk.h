// What the shim wrote down, and a file system that is played from it.
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace ajar {

// One call that the shim wrote down.
struct Call {
  char kind = 0;  // w write, t truncate, s sync, c create, r rename, u unlink, a acknowledgement
  std::string path, other;
  std::size_t offset = 0;
  std::string bytes;
};

inline std::vector<Call> read_calls(const std::string& trace) {
  std::vector<Call> calls;
  std::ifstream file(trace, std::ios::binary);
  for (std::string head; std::getline(file, head);) {
    std::vector<std::string> fields;
    std::istringstream parts(head);
    for (std::string field; std::getline(parts, field, '\t');) fields.push_back(field);
    Call call{head[0], fields[1], fields[2], std::stoul(fields[3]),
              std::string(std::stoul(fields[4]), 0)};
    file.read(call.bytes.data(), static_cast<std::streamsize>(call.bytes.size()));
    calls.push_back(call);
  }
  return calls;
}

// A file system that keeps apart what was written and what was synced.
class Disk {
 public:
  void take(const Call& call) {
    const std::string name = call.path.substr(call.path.rfind('/') + 1);
    if (name.ends_with("-shm")) return;  // shared memory, made anew from the journal
    if (call.kind == 'c') names_[name] = std::make_shared<File>();
    if (call.kind == 'u') names_.erase(name);
    if (call.kind == 'r') {
      names_[call.other.substr(call.other.rfind('/') + 1)] = names_[name];
      names_.erase(name);
    }
    if (call.kind == 'w' || call.kind == 't') change(name, call);
    if (call.kind != 's') return;
    if (const auto file = names_.find(name); file != names_.end()) {
      file->second->synced = file->second->written;
      file->second->pending.clear();
    } else {
      synced_names_ = names_;
    }
  }

  // Writes to `home` what may be found after the power went: 0 only what was synced, 1 all that was
  // written, 2 and 3 what was synced and every other write behind it.
  void leave(const std::string& home, int variant) const {
    for (const auto& [name, file] : variant == 0 ? synced_names_ : names_) {
      std::string bytes = variant == 1 ? file->written : file->synced;
      for (std::size_t i = 0; variant >= 2 && i < file->pending.size(); ++i) {
        if (i % 2 == static_cast<std::size_t>(variant - 2)) apply(bytes, file->pending[i]);
      }
      std::ofstream(home + "/" + name, std::ios::binary) << bytes;
    }
  }

 private:
  struct File {
    std::string written, synced;
    std::vector<Call> pending;
  };
  static void apply(std::string& bytes, const Call& call) {
    if (call.kind == 't') {
      bytes.resize(call.offset);
    } else {
      if (bytes.size() < call.offset + call.bytes.size())
        bytes.resize(call.offset + call.bytes.size());
      bytes.replace(call.offset, call.bytes.size(), call.bytes);
    }
  }
  void change(const std::string& name, const Call& call) {
    std::shared_ptr<File>& file = names_[name];
    if (!file) file = std::make_shared<File>();  // made by a call that the shim does not see
    apply(file->written, call);
    file->pending.push_back(call);
  }

  std::map<std::string, std::shared_ptr<File>> names_, synced_names_;
};

}  // namespace ajar
