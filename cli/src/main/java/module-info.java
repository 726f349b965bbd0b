import org.jspecify.annotations.NullMarked;

/** The blick command: the only module that knows arguments, standard streams and exit codes. */
@NullMarked
module io.blick.cli {
  requires info.picocli;
  requires io.blick.hub;
  requires io.blick.lens;
  requires me.tongfei.progressbar;
  requires static org.jspecify;
}
