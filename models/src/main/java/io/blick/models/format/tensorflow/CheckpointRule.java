package io.blick.models.format.tensorflow;

import io.blick.models.format.file.Rule;

/** The rules of a TensorFlow checkpoint, its table and its data. */
enum CheckpointRule implements Rule {
  FOOTER("the last 48 bytes must be the table's footer; got a file of %d bytes"),
  MAGIC("the footer must end with the magic number db4775248b80fb57; got %016x"),
  BLOCK_RANGE("block must end before the footer at byte %d; got offset %s and size %s"),
  BLOCK_ORDER("block must begin behind the one before it, at byte %d or later; got %d"),
  BLOCK_CHECKSUM("masked CRC-32C of the block and its type must be %08x; got %08x"),
  COMPRESSION("block must not be compressed, type 0; got type %d%s"),
  RESTARTS("block of %d bytes must end with from 1 to %d restart points and their number; got %s"),
  RESTART_SHARED("entry at a restart point must share no byte with the key before; got %s"),
  RESTART_POINT("restart point must be where an entry begins; got %s"),
  ENTRY("entry's key and value must lie in its block, which has %d bytes left; got %s and %s"),
  SHARED("entry must share at most the %d bytes of the key before; got %s"),
  KEY_LENGTH("key must have at most 65535 bytes; got %s"),
  KEY_TOTAL("all keys must have at most %d bytes, 32 times the file's size; got more"),
  KEY_ORDER("keys must ascend; got %s after %s"),
  SEPARATOR("block's last key must not exceed its key in the index block, %s; got %s"),
  HEADER("the first key must be empty, the header's; got %s"),
  SHARDS("header's num_shards must be from 1 to 2147483647; got %s"),
  ENDIANNESS("header's endianness must be little, 0; got %s"),
  VERSION("header must allow readers of version 1; got min_consumer %s"),
  SHARD_FILE("shard must exist beside the index; got no file %s"),
  DTYPE("tensor %s must have a dtype that TensorFlow has, from 1 to 33; got %s"),
  UNKNOWN_RANK("tensor %s must have a known rank; got unknown_rank %s"),
  SLICES("tensor %s must be stored whole; got slices"),
  SHARD("tensor %s must have a shard_id from 0 to %d; got %s"),
  DATA_RANGE("tensor %s must lie within the %d bytes of %s; got offset %s and size %s"),
  DATA_CHECKSUM("tensor %s must have the masked CRC-32C %08x; got %08x");

  private final String text;

  CheckpointRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
