//! Balancers, their listeners and target groups.
