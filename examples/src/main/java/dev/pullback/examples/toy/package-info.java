/** A whole backend in a few pages, from the published API alone. */
package dev.pullback.examples.toy;
