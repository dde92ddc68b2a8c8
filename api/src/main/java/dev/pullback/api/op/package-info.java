/** What can be done with tensors: a closed vocabulary of records, each with its formula and its derivative. */
package dev.pullback.api.op;
