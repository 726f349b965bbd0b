/** What each head does with a text, as a few numbers: entropy, distance, share on [SEP], kind. */
package io.blick.lens.profile;
