#!/bin/sh
# Writes a PrometheusRule for each file of deploy/observability/rules: its groups, indented, below a head. A test compares both.
set -eu
cd "$(dirname "$0")/rules"
rules=../../../../observability/rules
rm -f -- *.yaml
for file in "$rules"/*.yml; do
  name=$(basename "$file" .yml)
  {
    printf 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: stats-%s\n  namespace: stats\nspec:\n' "$name"
    sed '/./s/^/  /' "$file"
  } >"$name.yaml"
done
{
  printf '# Written by update-rules.sh.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n'
  for file in *.yaml; do
    [ "$file" = kustomization.yaml ] || printf '  - %s\n' "$file"
  done
} >kustomization.yaml
