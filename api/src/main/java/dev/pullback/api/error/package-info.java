/** What can go wrong: one sealed family under {@link dev.pullback.api.error.PullbackException}. */
package dev.pullback.api.error;
