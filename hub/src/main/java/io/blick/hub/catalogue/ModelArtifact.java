package io.blick.hub.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The file of a package registry that holds a model, pinned by its SHA-256. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(MavenJar.class), @JsonSubTypes.Type(PythonWheel.class)})
public sealed interface ModelArtifact permits MavenJar, PythonWheel {

  /** Returns what the registry calls it, with its version. */
  String coordinates();

  /** Returns the size of the file. */
  long bytes();

  /** Returns the SHA-256 of the file, 64 hexadecimal digits in lower case. */
  String sha256();

  /** Returns the entry of the file that holds the weights. */
  String weights();
}
