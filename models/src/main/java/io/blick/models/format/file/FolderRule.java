package io.blick.models.format.file;

/**
 * The rules of a file in its folder: that it is a file, can be read and does not change, whatever
 * its bytes are.
 */
public enum FolderRule implements Rule {
  LINK("must be a file; got a link that leads nowhere; fetch it again"),
  FOLDER("must be a file; got a folder"),
  OTHER("must be a file; got what is none"),
  PARENT("must be a folder; got what is none"),
  ACCESS("must be open to you; %s"),
  CHANGED("the file must not change while it is open; got it written anew, %d bytes where %d were;"
      + " open it again"),
  LOST("the file must stay readable while it is open; got an error of its disk; open it again");

  private final String text;

  FolderRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
