/** A program that uses Blick. */
module com.example {
  requires io.blick.hub;
  requires io.blick.lens;
}
