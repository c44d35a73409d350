// A log as one string of frames: finds each frame, goes on behind damage, and tells an unfinished
// write from damage.
#pragma once

#include <optional>

#include "vault/event.h"

namespace ajar::vault {

struct Frame {
  std::size_t offset = 0;
  Bytes bytes;               // one whole frame; where `problem` is set, what had to be skipped
  std::string_view problem;  // "vault/bad_frame", or empty
};

class FrameReader {
 public:
  FrameReader(Bytes log, const VaultId& vault_id) : log_(log), vault_id_(vault_id) {}
  // The next frame or skipped piece, in order; nothing at the end. Linear in the size of the log.
  std::optional<Frame> next();
  // After the last frame: how many bytes at the end belong to a write that did not finish.
  std::size_t tail() const { return tail_; }

 private:
  std::size_t next_start(std::size_t from) const;

  Bytes log_;
  VaultId vault_id_;
  std::size_t at_ = 0;
  std::size_t tail_ = 0;
};

}  // namespace ajar::vault
